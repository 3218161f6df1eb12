import type { ReleaseDetail } from '@bunting/flag-server/releases/release-schemas.ts'
import { ConsentForm } from '../change-requests/consent-form.tsx'
import { useEnvironmentName } from '../projects/use-environment-name.ts'
import { Dialog } from '../shared/dialog.tsx'
import { listed, percent } from '../shared/number-words.ts'
import { skippedWords, waitsForApproval } from './decision-words.ts'
import { nextWords } from './release-words.ts'
import { useReleaseCommand } from './use-release-command.ts'

interface AdvanceDialogProps {
  readonly release: ReleaseDetail
  readonly opened: boolean
  readonly onClose: () => void
}

/** A person's word replaces what the stage would wait for; it says what that is. */
export function AdvanceDialog({ release, opened, onClose }: AdvanceDialogProps) {
  const to = nextWords(release)
  const approves = waitsForApproval(release)
  const nameOf = useEnvironmentName()
  const title = `${approves ? 'Approve' : 'Advance to'} ${to} in ${nameOf(release.environment)}`
  return (
    <Dialog opened={opened} onClose={onClose} title={title} size={480}>
      <AdvanceForm release={release} onClose={onClose} />
    </Dialog>
  )
}

function AdvanceForm({ release, onClose }: Omit<AdvanceDialogProps, 'opened'>) {
  const command = useReleaseCommand(release)
  const skipped = skippedWords(release)
  const ends = release.stage + 1 >= release.plan.stages.length
  return (
    <ConsentForm
      operation={{
        type: 'advance-release',
        environment: release.environment,
        release: release.id,
      }}
      verb={ends ? 'Complete' : `Advance to ${nextWords(release)}`}
      failure={command.error}
      pending={command.isPending}
      onCancel={onClose}
      onConfirm={(comment) =>
        command.mutate(
          { command: 'advance', comment, expectedStage: release.stage },
          { onSuccess: onClose },
        )
      }
    >
      <p>
        {ends ? (
          <>
            The release ends here: <code>{release.flag}</code> stays at {percent(release.share)} and
            nothing watches it any more.
          </>
        ) : (
          <>
            From {percent(release.share)} to <strong>{nextWords(release)}</strong> of those who
            reach it, at once.
          </>
        )}{' '}
        {skipped.length > 0 && (
          <>
            <strong>This skips</strong> {listed(skipped)}.
          </>
        )}
      </p>
      <p>
        {ends
          ? 'It can still be rolled back afterwards.'
          : 'Its guards go on watching, and it can be rolled back at any moment.'}
      </p>
    </ConsentForm>
  )
}
