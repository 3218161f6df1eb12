import { Button } from '@mantine/core'
import { Empty } from '../shared/empty.tsx'
import { FailureNotice } from '../shared/failure-notice.tsx'
import styles from './audit-entries.module.css'
import { AuditEntryRow } from './audit-entry-row.tsx'
import type { AuditFilter } from './audit-filter.ts'
import { useAudit } from './use-audit.ts'

interface AuditEntriesProps {
  readonly project: string
  readonly filter: AuditFilter
  /** Some are hidden: that there are none means less. */
  readonly filtered?: boolean
}

export function AuditEntries({ project, filter, filtered = false }: AuditEntriesProps) {
  const { data, error, isPending, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } =
    useAudit(project, filter)
  const entries = data?.pages.flatMap((page) => page.entries) ?? []
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
      <ol className={styles.entries} aria-label="Changes, newest first">
        {entries.map((entry) => (
          <AuditEntryRow key={entry.id} entry={entry} aboutOne={isAboutOne(filter)} />
        ))}
      </ol>
      {hasNextPage && (
        <Button
          className={styles.older}
          loading={isFetchingNextPage}
          onClick={() => fetchNextPage()}
        >
          Show older
        </Button>
      )}
    </>
  )
}

const isAboutOne = ({ flag, segment }: AuditFilter) => flag !== undefined || segment !== undefined
