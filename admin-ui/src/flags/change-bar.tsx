import type { FlagConfigurationView } from '@bunting/flag-server/flags/flag-schemas.ts'
import type { EnvironmentView } from '@bunting/flag-server/projects/project-schemas.ts'
import { Button, TextInput } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { counted } from '../shared/number-words.ts'
import { failureWords } from '../shared/request-failed.ts'
import styles from './change-bar.module.css'
import { DifferenceList } from './difference-list.tsx'
import { differences } from './difference-words.ts'
import { type Draft, patchOf } from './draft.ts'
import { draftProblems } from './draft-problems.ts'
import { type ConfigurationPlace, isStale, useSaveConfiguration } from './use-save-configuration.ts'

interface ChangeBarProps {
  readonly place: ConfigurationPlace
  readonly environment: EnvironmentView
  readonly draft: Draft
  readonly shown: FlagConfigurationView
  readonly current: FlagConfigurationView
  readonly comment: string
  /** Somebody else changed the same; what counts is to be chosen first. */
  readonly disputed: boolean
  readonly onComment: (comment: string) => void
  readonly onDiscard: () => void
  readonly onSaved: (revision: number) => void
}

/** What would change, in words, and the way to do it or not. */
export function ChangeBar(props: ChangeBarProps) {
  const { place, environment, draft, shown, current, comment, disputed } = props
  const save = useSaveConfiguration(place)
  const changes = differences(current, shown)
  const problems = draftProblems(shown)
  const failure = save.error && !isStale(save.error) ? failureWords(save.error) : null
  const blocked = disputed || problems.length > 0
  const submit = () => {
    if (blocked || save.isPending) return
    save.mutate(patchOf(draft, comment), {
      onSuccess: ({ revision }) => props.onSaved(revision),
    })
  }
  useHotkeys([['mod+Enter', submit]], [])
  return (
    <section className={styles.bar} aria-label="Unsaved changes">
      <div className={styles.changes}>
        <strong>
          {counted(changes.length, 'change')} in {environment.name}
        </strong>
        <DifferenceList differences={changes} />
        {[...problems, ...(failure ? [`Not saved: ${failure}`] : [])].map((problem) => (
          <p key={problem} className={styles.problem} role="alert">
            {problem}
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
        <Button type="submit" variant="filled" loading={save.isPending} disabled={blocked}>
          Save
        </Button>
      </form>
    </section>
  )
}
