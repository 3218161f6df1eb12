import { Link } from 'react-router'
import { pagePaths } from '../app/page-paths.ts'
import { usePlace } from '../projects/place.tsx'
import { useOnce } from '../shared/use-once.ts'
import { nextWords } from './change-request-words.ts'
import { RequestStateMark } from './request-state-mark.tsx'
import { Timed } from './timed.tsx'
import { useChangeRequests } from './use-change-requests.ts'
import styles from './waiting-changes.module.css'

/** The flag, or the segment, of the page. */
type What = { readonly flag: string } | { readonly segment: string }

interface WaitingChangesProps {
  readonly of: What
}

const MOST = 5

/** Requests and scheduled changes that concern what the page is about; nothing when there are none. */
export function WaitingChanges({ of }: WaitingChangesProps) {
  const { project, environment } = usePlace()
  const { data } = useWaiting(of)
  const requests = data?.pages[0]?.changeRequests ?? []
  if (requests.length === 0) return null
  return (
    <section className={styles.waiting} aria-label="Waiting changes">
      <ul>
        {requests.map((request) => {
          const next = nextWords(request)
          return (
            <li key={request.number}>
              <RequestStateMark state={request.state} />
              <span>
                <Link to={pagePaths.request(project.key, environment.key, request.number)}>
                  {request.title}
                </Link>{' '}
                <small>
                  #{request.number} · {request.author.name}
                  {next && (
                    <>
                      {' '}
                      · <Timed {...next} />
                    </>
                  )}
                </small>
              </span>
            </li>
          )
        })}
      </ul>
      {data?.pages[0]?.nextCursor && (
        <Link to={`${pagePaths.requests(project.key, environment.key)}?where=here`}>
          More requests in {environment.name}
        </Link>
      )}
    </section>
  )
}

/**
 * Whether it is known what waits: what stands below is shown then, and does not move under the hand of
 * who is about to press something. True at the latest when the first question failed, and true it stays.
 */
export function useWaitingChangesKnown(of: What): boolean {
  const { isLoading, failureCount } = useWaiting(of)
  return useOnce(!isLoading || failureCount > 0)
}

function useWaiting(of: What) {
  const { project, environment } = usePlace()
  const asked = { state: 'live', environment: environment.key, ...of, limit: MOST } as const
  return useChangeRequests(project.key, asked)
}
