import { useMemo } from 'react'
import { Empty } from '../shared/empty.tsx'
import { FailureNotice } from '../shared/failure-notice.tsx'
import { VirtualList } from '../shared/virtual-list.tsx'
import styles from './audit-entries.module.css'
import { AuditEntryRow } from './audit-entry-row.tsx'
import type { AuditFilter } from './audit-filter.ts'
import { useAudit } from './use-audit.ts'

interface AuditEntriesProps {
  /** Null: what happened to accounts, which are of no project. */
  readonly project: string | null
  readonly filter: AuditFilter
  /** Some are hidden: that there are none means less. */
  readonly filtered?: boolean
}

export function AuditEntries({ project, filter, filtered = false }: AuditEntriesProps) {
  const { data, error, isPending, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } =
    useAudit(project, filter)
  const entries = useMemo(() => data?.pages.flatMap((page) => page.entries) ?? [], [data])
  if (error && !data) return <FailureNotice failure={error} retry={refetch} />
  if (isPending) return <p className={styles.loading}>Loading…</p>
  if (entries.length === 0) {
    return filtered ? (
      <Empty title="No change is like that">Take a filter away to see more.</Empty>
    ) : (
      <Empty title="Nothing has happened yet">Every change is written down here.</Empty>
    )
  }
  return (
    <>
      <VirtualList
        items={entries}
        keyOf={({ id }) => id}
        rowHeight={85}
        label="Changes, newest first"
        className={styles.entries}
        onEnd={hasNextPage && !isFetchingNextPage && !error ? fetchNextPage : undefined}
      >
        {(entry) => (
          <AuditEntryRow entry={entry} aboutOne={isAboutOne(filter)} ofProject={project !== null} />
        )}
      </VirtualList>
      {isFetchingNextPage && <p className={styles.loading}>Loading older ones…</p>}
      <FailureNotice failure={error} retry={fetchNextPage} />
    </>
  )
}

const isAboutOne = ({ flag, segment }: AuditFilter) => flag !== undefined || segment !== undefined
