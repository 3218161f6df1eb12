import { Button } from '@mantine/core'
import type { FormEvent, ReactNode } from 'react'
import { FailureNotice } from './failure-notice.tsx'
import styles from './form.module.css'
import { overtakenWords } from './request-failed.ts'

interface SettingsFormProps {
  readonly label?: string
  readonly verb?: string
  /** Something was typed that is not saved. */
  readonly edited: boolean
  /** It can be saved as it is. */
  readonly valid?: boolean
  readonly saved: boolean
  readonly pending: boolean
  readonly failure: unknown
  readonly onSave: () => void
  readonly onDiscard?: () => void
  readonly children: ReactNode
}

/** Fields of something that has a version; what was typed outlives a save that was refused. */
export function SettingsForm(props: SettingsFormProps) {
  const { label, verb = 'Save settings', edited, valid = true, failure, onSave, onDiscard } = props
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (edited && valid) onSave()
  }
  return (
    <form className={styles.form} onSubmit={submit} aria-label={label}>
      {props.children}
      <FailureNotice failure={overtakenWords(failure)} />
      <div className={styles.saving}>
        <Button type="submit" variant="filled" loading={props.pending} disabled={!edited || !valid}>
          {verb}
        </Button>
        {edited && onDiscard && <Button onClick={onDiscard}>Discard</Button>}
        <span role="status">{props.saved && !edited && 'Saved.'}</span>
      </div>
    </form>
  )
}
