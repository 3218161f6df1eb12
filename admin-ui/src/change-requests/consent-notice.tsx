import { IconLock, IconUserCheck } from '@tabler/icons-react'
import type { Consent } from './consent.ts'
import styles from './consent-notice.module.css'

interface ConsentNoticeProps {
  readonly consent: Consent
}

/** That a second person has to look at it, and why; or that one may not even ask. */
export function ConsentNotice({ consent: { why, refused } }: ConsentNoticeProps) {
  const words = refused ?? why
  if (words === null) return null
  const Icon = refused === null ? IconUserCheck : IconLock
  return (
    <p className={styles.notice}>
      <Icon size={16} aria-hidden="true" />
      <span>{words}</span>
    </p>
  )
}
