import { Button } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import styles from './failure-notice.module.css'
import { failureWords } from './request-failed.ts'

interface FailureNoticeProps {
  readonly failure: unknown
  readonly retry?: () => void
}

/** What went wrong and what to do, where it went wrong. */
export function FailureNotice({ failure, retry }: FailureNoticeProps) {
  if (!failure) return null
  return (
    <div className={styles.notice} role="alert">
      <IconAlertTriangle size={16} aria-hidden="true" />
      <span>{failureWords(failure)}</span>
      {retry && (
        <Button size="xs" onClick={retry}>
          Try again
        </Button>
      )}
    </div>
  )
}
