import type { EnvironmentView } from '@bunting/flag-server/projects/project-schemas.ts'
import { TextInput } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import type { ReactNode } from 'react'
import type { AskedFor } from '../change-requests/ask-dialog.tsx'
import { ConsentNotice } from '../change-requests/consent-notice.tsx'
import type { KnownConsent } from '../change-requests/use-consent.ts'
import { counted } from '../shared/number-words.ts'
import styles from './change-bar.module.css'
import type { Difference } from './difference.ts'
import { DifferenceList } from './difference-list.tsx'
import { SaveButtons } from './save-buttons.tsx'

interface ChangeBarProps {
  readonly environment: EnvironmentView
  readonly changes: readonly Difference[]
  readonly problems: readonly Problem[]
  /** Whom saving would reach, where that can be told. */
  readonly reach?: ReactNode
  readonly comment: string
  /** What the environment asks before this is saved. */
  readonly consent: KnownConsent
  /** There is something to be chosen first. */
  readonly blocked: boolean
  readonly saving: boolean
  readonly onComment: (comment: string) => void
  readonly onDiscard: () => void
  readonly onSave: () => void
  /** Instead of saving it at once. */
  readonly onAsk: (askedFor: AskedFor) => void
}

/** In a sentence. `refused` is the server's: trying again may help, so it does not block. */
export interface Problem {
  readonly words: string
  readonly refused?: boolean
}

/** What would change, in words, and the way to do it or not. */
export function ChangeBar(props: ChangeBarProps) {
  const { environment, changes, problems, comment, consent, saving } = props
  const blocked =
    props.blocked || consent.refused !== null || problems.some(({ refused }) => !refused)
  const unsaid = consent.commentRequired && comment.trim() === ''
  const submit = () => {
    if (blocked || saving || consent.pending) return
    if (consent.approvalRequired) props.onAsk('approval')
    else if (!unsaid) props.onSave()
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
        <ConsentNotice consent={consent} />
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
          placeholder={
            consent.commentRequired ? `Why? ${environment.name} asks for it` : 'Why? (optional)'
          }
          value={comment}
          aria-required={consent.commentRequired}
          maxLength={2_000}
          onChange={(event) => props.onComment(event.currentTarget.value)}
        />
        <SaveButtons
          consent={consent}
          blocked={blocked}
          unsaid={unsaid}
          saving={saving}
          onDiscard={props.onDiscard}
          onAsk={props.onAsk}
        />
      </form>
    </section>
  )
}
