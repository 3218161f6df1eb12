import { SegmentedControl } from '@mantine/core'
import { useSearchParams } from 'react-router'
import { usePlace } from '../projects/place.tsx'
import { Empty } from '../shared/empty.tsx'
import { FailureNotice } from '../shared/failure-notice.tsx'
import { Page } from '../shared/page.tsx'
import { VirtualList } from '../shared/virtual-list.tsx'
import { NONE_WORDS, SHOWN_WORDS } from './change-request-words.ts'
import { askedFor, readRequestFilter, SHOWN, writeRequestFilter } from './request-filter.ts'
import { RequestRow } from './request-row.tsx'
import styles from './requests-page.module.css'
import { useChangeRequests, useWaitingCount } from './use-change-requests.ts'

/** Changes that wait for a second person or for their time, and what became of those before. */
export function RequestsPage() {
  const { project, environment } = usePlace()
  const [params, setParams] = useSearchParams()
  const filter = readRequestFilter(params)
  const go = (part: Partial<typeof filter>) =>
    setParams(writeRequestFilter({ ...filter, ...part }), { replace: true })
  const waiting = useWaitingCount(project.key)
  const { data, error, isPending, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } =
    useChangeRequests(project.key, askedFor(filter, environment.key))
  const requests = data?.pages.flatMap(({ changeRequests }) => changeRequests) ?? []
  const none = NONE_WORDS[filter.show]
  return (
    <Page
      narrow
      title="Requests"
      lead="Changes that wait for somebody's approval, or for the time they are planned for."
    >
      <div className={styles.bar}>
        <SegmentedControl
          aria-label="Which requests"
          data={SHOWN.map((value) => ({
            value,
            label:
              value === 'waiting' && waiting ? (
                <>
                  {SHOWN_WORDS[value]} <span className={styles.count}>{waiting}</span>
                </>
              ) : (
                SHOWN_WORDS[value]
              ),
          }))}
          value={filter.show}
          onChange={(show) => go({ show: SHOWN.find((one) => one === show) ?? 'open' })}
        />
        <SegmentedControl
          aria-label="Where"
          data={[
            { value: 'everywhere', label: 'Everywhere' },
            { value: 'here', label: environment.name },
          ]}
          value={filter.here ? 'here' : 'everywhere'}
          onChange={(where) => go({ here: where === 'here' })}
        />
      </div>
      <FailureNotice failure={error} retry={refetch} />
      {isPending && !error && (
        <div className={styles.skeleton} role="status" aria-label="Loading" />
      )}
      {data && requests.length === 0 && (
        <Empty title={filter.here ? `${none.title} in ${environment.name}` : none.title}>
          {none.about}
        </Empty>
      )}
      {requests.length > 0 && (
        <VirtualList
          className={styles.list}
          label="Requests, newest first"
          items={requests}
          keyOf={({ number }) => String(number)}
          rowHeight={65}
          onEnd={hasNextPage && !isFetchingNextPage ? fetchNextPage : undefined}
        >
          {(request) => <RequestRow request={request} />}
        </VirtualList>
      )}
    </Page>
  )
}
