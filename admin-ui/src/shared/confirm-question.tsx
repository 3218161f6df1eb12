import { Button, Popover } from '@mantine/core'
import type { ReactNode } from 'react'
import { FailureNotice } from './failure-notice.tsx'
import styles from './form.module.css'

interface ConfirmQuestionProps {
  /** What it is about, for those who do not see the row. */
  readonly label: string
  /** What is lost, and who notices. */
  readonly question: ReactNode
  /** On the button that does it. */
  readonly verb: string
  readonly failure?: unknown
  readonly pending: boolean
  readonly onCancel: () => void
  readonly onConfirm: () => void
}

/** What a popover asks before something is taken away. */
export function ConfirmQuestion(props: ConfirmQuestionProps) {
  const { label, question, verb, failure, pending, onCancel, onConfirm } = props
  return (
    <Popover.Dropdown role="dialog" aria-label={label} p={16}>
      <div className={styles.form}>
        <span>{question}</span>
        <FailureNotice failure={failure} />
        <div className={styles.buttons}>
          <Button onClick={onCancel} data-autofocus>
            Cancel
          </Button>
          <Button variant="filled" color="red" loading={pending} onClick={onConfirm}>
            {verb}
          </Button>
        </div>
      </div>
    </Popover.Dropdown>
  )
}
