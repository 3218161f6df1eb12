import { Button } from '@mantine/core'
import { useState } from 'react'
import { Link } from 'react-router'
import { pagePaths } from '../app/page-paths.ts'
import { usePlace } from '../projects/place.tsx'
import { Empty } from '../shared/empty.tsx'
import { FailureNotice } from '../shared/failure-notice.tsx'
import { Page } from '../shared/page.tsx'
import { useSearchStatus } from '../shared/use-search-status.ts'
import { isFiltered } from './connection-filter.ts'
import { ConnectionFilterBar } from './connection-filter-bar.tsx'
import { ConnectionSummary } from './connection-summary.tsx'
import { ConnectionTable } from './connection-table.tsx'
import { silentWords, totalWords } from './connection-words.ts'
import styles from './connections-page.module.css'
import { useConnectionFilter } from './use-connection-filter.ts'
import { useConnections } from './use-connections.ts'

const STEP = 200
/** The server's limit: past it a search finds what a list does not show. */
const MOST_LISTED = 1_000

/** Who is connected to the environment in view, and what each of them holds. */
export function ConnectionsPage() {
  const { project, environment } = usePlace()
  const { filter, change } = useConnectionFilter()
  const [limit, setLimit] = useState(STEP)
  const { data, error, refetch, isPlaceholderData } = useConnections(
    project.key,
    environment.key,
    filter,
    limit,
  )
  const clear = () => change({ search: '', kind: null, behind: false })
  const shown = data?.connections.length ?? 0
  const isMore = data && shown < data.matching && shown === limit && limit < MOST_LISTED
  const more = isMore ? () => setLimit(limit + STEP) : undefined
  const total = useSearchStatus(data ? totalWords(data, shown) : '', isPlaceholderData)
  const silent = data && silentWords(data.silent)
  return (
    <Page
      title="Connections"
      lead={`SDKs connected to ${environment.name} right now, and the revision each of them holds.`}
    >
      <FailureNotice failure={error} retry={refetch} />
      {silent && (
        <p className={styles.silent} role="alert">
          {silent}
        </p>
      )}
      {data && data.connected === 0 && <NobodyConnected />}
      {data && data.connected > 0 && (
        <>
          <ConnectionSummary connections={data} onSearch={(search) => change({ search })} />
          <ConnectionFilterBar filter={filter} total={total} onChange={change} />
          {shown > 0 && (
            <ConnectionTable
              connections={data.connections}
              revision={data.revision}
              matching={data.matching}
              asOf={data.asOf}
              onEnd={more}
            />
          )}
          {shown === 0 && isFiltered(filter) && !isPlaceholderData && (
            <Empty
              title={filter.behind ? 'Nobody here is behind' : 'No connection matches'}
              action={<Button onClick={clear}>Show all</Button>}
            />
          )}
        </>
      )}
    </Page>
  )
}

function NobodyConnected() {
  const { project, environment } = usePlace()
  return (
    <Empty
      title={`No SDK is connected to ${environment.name}`}
      action={
        <Button component={Link} to={pagePaths.sdkKeys(project.key, environment.key)}>
          Get a key and the lines to paste
        </Button>
      }
    >
      Applications appear here within a second of their start.
    </Empty>
  )
}
