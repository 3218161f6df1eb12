import type { AuditEntry } from '@bunting/flag-server/audit/audit-schemas.ts'
import { Button } from '@mantine/core'
import type { Difference } from './difference.ts'
import { DifferenceList } from './difference-list.tsx'
import styles from './meanwhile-notice.module.css'
import { TheirsNotice } from './theirs-notice.tsx'

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
    <TheirsNotice
      label="Changed meanwhile"
      buttons={
        disputed && (
          <>
            <Button onClick={onUseTheirs}>Use theirs</Button>
            <Button onClick={onKeepMine}>Keep mine</Button>
          </>
        )
      }
    >
      <p>
        <strong>{who} changed this while you were editing.</strong>{' '}
        {disputed
          ? 'You both changed the same part. What you typed is kept until you choose.'
          : 'What you typed is kept and goes on top.'}
      </p>
      <DifferenceList differences={changes} />
      {lastChange?.comment && <p className={styles.comment}>“{lastChange.comment}”</p>}
    </TheirsNotice>
  )
}
