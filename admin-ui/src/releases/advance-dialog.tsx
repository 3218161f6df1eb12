import type { ReleaseDetail } from '@bunting/flag-server/releases/release-schemas.ts'
import { Button, Modal, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import styles from '../flags/toggle-confirmation.module.css'
import { FailureNotice } from '../shared/failure-notice.tsx'
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
  const title = `${approves ? 'Approve' : 'Advance to'} ${to} in ${release.environment}`
  return (
    <Modal opened={opened} onClose={onClose} title={title} size={480}>
      <AdvanceForm release={release} onClose={onClose} />
    </Modal>
  )
}

function AdvanceForm({ release, onClose }: Omit<AdvanceDialogProps, 'opened'>) {
  const command = useReleaseCommand(release)
  const [comment, setComment] = useState('')
  const skipped = skippedWords(release)
  const ends = release.stage + 1 >= release.plan.stages.length
  const submit = (event: FormEvent) => {
    event.preventDefault()
    command.mutate({ command: 'advance', comment: comment.trim() }, { onSuccess: onClose })
  }
  return (
    <form className={styles.form} onSubmit={submit}>
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
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="filled" loading={command.isPending}>
          {ends ? 'Complete' : `Advance to ${nextWords(release)}`}
        </Button>
      </div>
    </form>
  )
}
