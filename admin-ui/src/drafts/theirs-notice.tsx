import { IconGitMerge } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import styles from './theirs-notice.module.css'

interface TheirsNoticeProps {
  readonly label: string
  /** The ways on; none where there is nothing to choose. */
  readonly buttons?: ReactNode
  readonly children: ReactNode
}

/** That somebody else changed what one had before one's eyes. */
export function TheirsNotice({ label, buttons, children }: TheirsNoticeProps) {
  return (
    <section className={styles.notice} aria-label={label} role="alert">
      <IconGitMerge size={16} aria-hidden="true" />
      <div className={styles.words}>{children}</div>
      {buttons && <div className={styles.buttons}>{buttons}</div>}
    </section>
  )
}
