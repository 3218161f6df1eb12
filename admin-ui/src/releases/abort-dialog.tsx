import type { ReleaseDetail } from '@bunting/flag-server/releases/release-schemas.ts'
import { useState } from 'react'
import { useEnvironmentName } from '../projects/use-environment-name.ts'
import { CommentField } from '../shared/comment-field.tsx'
import { Dialog } from '../shared/dialog.tsx'
import { DialogForm } from '../shared/dialog-form.tsx'
import { isLive } from './release-state.ts'
import { useReleaseCommand } from './use-release-command.ts'

interface AbortDialogProps {
  readonly release: ReleaseDetail
  readonly opened: boolean
  readonly onClose: () => void
}

/** Ends it without blame: nobody has the treatment, and nothing is locked. */
export function AbortDialog({ release, opened, onClose }: AbortDialogProps) {
  const nameOf = useEnvironmentName()
  const title = isLive(release) ? `Abort in ${nameOf(release.environment)}` : 'Discard this draft'
  return (
    <Dialog opened={opened} onClose={onClose} title={title} size={480}>
      <AbortForm release={release} onClose={onClose} />
    </Dialog>
  )
}

function AbortForm({ release, onClose }: Omit<AbortDialogProps, 'opened'>) {
  const command = useReleaseCommand(release)
  const [comment, setComment] = useState('')
  const live = isLive(release)
  return (
    <DialogForm
      verb={live ? 'Abort release' : 'Discard'}
      cancelLabel={live ? 'Go on' : 'Keep it'}
      failure={command.error}
      pending={command.isPending}
      onCancel={onClose}
      onSubmit={() =>
        command.mutate({ command: 'abort', comment: comment.trim() }, { onSuccess: onClose })
      }
    >
      <p>
        {live ? (
          <>
            Everyone it moved goes back to <code>{release.plan.control}</code>, and the release
            ends. Unlike a rollback it locks nothing: the flag can be widened again at once.
          </>
        ) : (
          <>It has moved nobody. Its plan stays readable among past releases.</>
        )}
      </p>
      <CommentField value={comment} onChange={setComment} first />
    </DialogForm>
  )
}
