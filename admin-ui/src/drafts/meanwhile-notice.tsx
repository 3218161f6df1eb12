import type { AuditEntry } from '@bunting/flag-server/audit/audit-schemas.ts'
import { Button } from '@mantine/core'
import { IconGitMerge } from '@tabler/icons-react'
import type { Difference } from './difference.ts'
import { DifferenceList } from './difference-list.tsx'
import styles from './meanwhile-notice.module.css'

interface MeanwhileNoticeProps {
  readonly changes: readonly Difference[]
  readonly lastChange: AuditEntry | undefined
  readonly disputed: boolean
  readonly onKeepMine: () => void
  readonly onUseTheirs: () => void
}

/** What somebody else changed while one was typing; nothing typed is lost over it. */
export function MeanwhileNotice(props: MeanwhileNoticeProps) {
  const { changes, lastChange, disputed, onKeepMine, onUseTheirs } = props
  if (changes.length === 0) return null
  const who = lastChange?.actor.name ?? 'Somebody'
  return (
    <section className={styles.notice} aria-label="Changed meanwhile" role="alert">
      <IconGitMerge size={16} aria-hidden="true" />
      <div>
        <p>
          <strong>{who} changed this while you were editing.</strong>{' '}
          {disputed
            ? 'You both changed the same part. What you typed is kept until you choose.'
            : 'What you typed is kept and goes on top.'}
        </p>
        <DifferenceList differences={changes} />
        {lastChange?.comment && <p className={styles.comment}>“{lastChange.comment}”</p>}
      </div>
      {disputed && (
        <div className={styles.buttons}>
          <Button onClick={onUseTheirs}>Use theirs</Button>
          <Button onClick={onKeepMine}>Keep mine</Button>
        </div>
      )}
    </section>
  )
}
