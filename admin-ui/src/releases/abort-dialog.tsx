import type { ReleaseDetail } from '@bunting/flag-server/releases/release-schemas.ts'
import { Button, Modal, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import styles from '../flags/toggle-confirmation.module.css'
import { FailureNotice } from '../shared/failure-notice.tsx'
import { isLive } from './release-state.ts'
import { useReleaseCommand } from './use-release-command.ts'

interface AbortDialogProps {
  readonly release: ReleaseDetail
  readonly opened: boolean
  readonly onClose: () => void
}

/** Ends it without blame: nobody has the treatment, and nothing is locked. */
export function AbortDialog({ release, opened, onClose }: AbortDialogProps) {
  const title = isLive(release) ? `Abort in ${release.environment}` : 'Discard this draft'
  return (
    <Modal opened={opened} onClose={onClose} title={title} size={480}>
      <AbortForm release={release} onClose={onClose} />
    </Modal>
  )
}

function AbortForm({ release, onClose }: Omit<AbortDialogProps, 'opened'>) {
  const command = useReleaseCommand(release)
  const [comment, setComment] = useState('')
  const live = isLive(release)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    command.mutate({ command: 'abort', comment: comment.trim() }, { onSuccess: onClose })
  }
  return (
    <form className={styles.form} onSubmit={submit}>
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
      <TextInput
        label="Comment"
        placeholder="Why? (optional)"
        value={comment}
        maxLength={2_000}
        onChange={(event) => setComment(event.currentTarget.value)}
        data-autofocus
      />
      <FailureNotice failure={command.error} />
      <div className={styles.buttons}>
        <Button onClick={onClose}>{live ? 'Go on' : 'Keep it'}</Button>
        <Button type="submit" variant="filled" loading={command.isPending}>
          {live ? 'Abort release' : 'Discard'}
        </Button>
      </div>
    </form>
  )
}
