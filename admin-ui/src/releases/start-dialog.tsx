import type { ReleaseDetail } from '@bunting/flag-server/releases/release-schemas.ts'
import { ConsentDialog } from '../change-requests/consent-dialog.tsx'
import { useEnvironmentName } from '../projects/use-environment-name.ts'
import { percent } from '../shared/number-words.ts'
import { useReleaseCommand } from './use-release-command.ts'

interface StartDialogProps {
  readonly release: ReleaseDetail
  readonly opened: boolean
  readonly onClose: () => void
}

/** Where starting is not for one person alone, or has to be explained. */
export function StartDialog({ release, opened, onClose }: StartDialogProps) {
  const { environment, flag, id, plan } = release
  const command = useReleaseCommand(release)
  const [first] = plan.stages
  const verb = `Start in ${useEnvironmentName()(environment)}`
  return (
    <ConsentDialog
      opened={opened}
      title={verb}
      operation={{ type: 'start-release', environment, release: id }}
      verb={verb}
      pending={command.isPending}
      failure={command.error}
      onCancel={onClose}
      onConfirm={(comment) => command.mutate({ command: 'start', comment }, { onSuccess: onClose })}
    >
      <p>
        The release gives <code>{plan.treatment}</code> of <code>{flag}</code> to{' '}
        {percent(first?.share ?? 0)} of those who reach it, and widens by its plan from there.
      </p>
    </ConsentDialog>
  )
}
