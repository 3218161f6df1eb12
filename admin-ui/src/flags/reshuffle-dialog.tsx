import type { FlagConfigurationView } from '@bunting/flag-server/flags/flag-schemas.ts'
import type { EnvironmentView } from '@bunting/flag-server/projects/project-schemas.ts'
import { Button, Modal, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { usePlace } from '../projects/place.tsx'
import { FailureNotice } from '../shared/failure-notice.tsx'
import { reshuffleWords } from './reshuffle-words.ts'
import styles from './toggle-confirmation.module.css'
import { useReshuffle } from './use-reshuffle.ts'
import { isStale } from './use-save-configuration.ts'

interface ReshuffleProps {
  readonly flag: string
  readonly environment: EnvironmentView
  readonly configuration: FlagConfigurationView
  readonly onClose: () => void
  readonly onDone: (revision: number) => void
}

interface ReshuffleDialogProps extends ReshuffleProps {
  readonly opened: boolean
}

/** The only thing that moves people while shares stay; it says whom, and asks. */
export function ReshuffleDialog({ opened, ...props }: ReshuffleDialogProps) {
  const title = `Reshuffle in ${props.environment.name}`
  return (
    <Modal opened={opened} onClose={props.onClose} title={title} size={480}>
      <ReshuffleForm {...props} />
    </Modal>
  )
}

function ReshuffleForm({ flag, environment, configuration, onClose, onDone }: ReshuffleProps) {
  const { project } = usePlace()
  const [comment, setComment] = useState('')
  const reshuffle = useReshuffle({ project: project.key, environment: environment.key, flag })
  const moved = reshuffleWords(configuration)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const said = comment.trim()
    reshuffle.mutate(
      { expectedVersion: configuration.version, ...(said && { comment: said }) },
      {
        onSuccess: ({ revision }) => {
          onClose()
          onDone(revision)
        },
      },
    )
  }
  return (
    <form className={styles.form} onSubmit={submit}>
      <p>
        <strong>People will change.</strong> Everyone is dealt a new place in the percentages of{' '}
        <code>{flag}</code>. Who is named individually, or gets one variant by a rule, stays. It
        cannot be undone: the old places are gone.
      </p>
      <ul className={styles.changes}>
        {moved.map((words) => (
          <li key={words}>{words}</li>
        ))}
        {moved.length === 0 && <li>It has no percentages: nobody would change.</li>}
      </ul>
      <TextInput
        label="Comment"
        placeholder="Why? (optional)"
        value={comment}
        maxLength={2_000}
        onChange={(event) => setComment(event.currentTarget.value)}
        data-autofocus
      />
      <FailureNotice
        failure={
          isStale(reshuffle.error)
            ? new Error('Somebody else changed the flag meanwhile. Look again, then reshuffle.')
            : reshuffle.error
        }
      />
      <div className={styles.buttons}>
        <Button onClick={onClose}>Cancel</Button>
        <Button
          type="submit"
          variant="filled"
          color="red"
          loading={reshuffle.isPending}
          disabled={moved.length === 0}
        >
          Reshuffle in {environment.key}
        </Button>
      </div>
    </form>
  )
}
