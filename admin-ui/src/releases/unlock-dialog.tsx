import { ConsentDialog } from '../change-requests/consent-dialog.tsx'
import { useEnvironmentName } from '../projects/use-environment-name.ts'
import { type LockedPlace, useUnlock } from './use-unlock.ts'

interface UnlockDialogProps {
  readonly place: LockedPlace
  readonly opened: boolean
  readonly onClose: () => void
}

/** Where unlocking is not for one person alone, or has to be explained. */
export function UnlockDialog({ place, opened, onClose }: UnlockDialogProps) {
  const { environment, flag, rule } = place
  const unlock = useUnlock(place)
  const nameOf = useEnvironmentName()
  return (
    <ConsentDialog
      opened={opened}
      title={`Unlock in ${nameOf(environment)}`}
      operation={{ type: 'unlock-flag', environment, flag, rule }}
      verb="Unlock"
      pending={unlock.isPending}
      failure={unlock.error}
      onCancel={onClose}
      onConfirm={(comment) => unlock.mutate(comment, { onSuccess: onClose })}
    >
      <p>
        <code>{flag}</code> can be widened again by people and by releases. Nobody is moved by it.
      </p>
    </ConsentDialog>
  )
}
