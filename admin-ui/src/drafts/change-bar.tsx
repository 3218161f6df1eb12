import type { EnvironmentView } from '@bunting/flag-server/projects/project-schemas.ts'
import { Button, TextInput } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import type { ReactNode } from 'react'
import { counted } from '../shared/number-words.ts'
import styles from './change-bar.module.css'
import type { Difference } from './difference.ts'
import { DifferenceList } from './difference-list.tsx'

interface ChangeBarProps {
  readonly environment: EnvironmentView
  readonly changes: readonly Difference[]
  readonly problems: readonly Problem[]
  /** Whom saving would reach, where that can be told. */
  readonly reach?: ReactNode
  readonly comment: string
  /** There is something to be chosen first. */
  readonly blocked: boolean
  readonly saving: boolean
  readonly onComment: (comment: string) => void
  readonly onDiscard: () => void
  readonly onSave: () => void
}

/** In a sentence. `refused` is the server's: trying again may help, so it does not block. */
export interface Problem {
  readonly words: string
  readonly refused?: boolean
}

/** What would change, in words, and the way to do it or not. */
export function ChangeBar(props: ChangeBarProps) {
  const { environment, changes, problems, comment, saving } = props
  const blocked = props.blocked || problems.some(({ refused }) => !refused)
  const submit = () => {
    if (!blocked && !saving) props.onSave()
  }
  useHotkeys([['mod+Enter', submit]], [])
  return (
    <section className={styles.bar} aria-label="Unsaved changes">
      <div className={styles.changes}>
        <strong>
          {counted(changes.length, 'change')} in {environment.name}
        </strong>
        <DifferenceList differences={changes} />
        {!blocked && props.reach}
        {problems.map(({ words, refused }) => (
          <p key={words} className={styles.problem} role="alert">
            {refused ? `Not saved: ${words}` : words}
          </p>
        ))}
      </div>
      <form
        className={styles.save}
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        <TextInput
          className={styles.comment}
          aria-label="Comment"
          placeholder="Why? (optional)"
          value={comment}
          maxLength={2_000}
          onChange={(event) => props.onComment(event.currentTarget.value)}
        />
        <Button onClick={props.onDiscard}>Discard</Button>
        <Button type="submit" variant="filled" loading={saving} disabled={blocked}>
          Save
        </Button>
      </form>
    </section>
  )
}
