import type { ChangeRequestView } from '@bunting/flag-server/change-requests/change-request-schemas.ts'
import { Navigate, useParams } from 'react-router'
import { NotFound } from '../app/not-found.tsx'
import { pagePaths } from '../app/page-paths.ts'
import { usePlace } from '../projects/place.tsx'
import { FailureNotice } from '../shared/failure-notice.tsx'
import { RequestFailed } from '../shared/request-failed.ts'
import { MovedNotice } from './moved-notice.tsx'
import { RequestChanges } from './request-changes.tsx'
import { RequestDiscussion } from './request-discussion.tsx'
import { RequestFoot } from './request-foot.tsx'
import { RequestHeader } from './request-header.tsx'
import styles from './request-page.module.css'
import { useChangeRequest } from './use-change-requests.ts'

/** What somebody wants to change, what is said about it, and the way to have it done or not. */
export function RequestPage() {
  const { project, environment } = usePlace()
  const { request: text = '' } = useParams()
  const number = Number(text)
  const { data, error, refetch } = useChangeRequest(project.key, number)
  const gone = error instanceof RequestFailed && error.code === 'change_request_not_found'
  if (gone || !Number.isInteger(number)) return <NotFound />
  // The frame wears the colour of what would be changed.
  if (data && data.environment !== null && data.environment !== environment.key) {
    return <Navigate to={pagePaths.request(project.key, data.environment, number)} replace />
  }
  return (
    <div className={styles.page}>
      <title>{`${data?.title ?? `Request #${text}`} · Bunting`}</title>
      {error && <FailureNotice failure={error} retry={refetch} />}
      {!data && !error && <Skeleton />}
      {data && <Request key={number} view={data} />}
    </div>
  )
}

function Request({ view }: { readonly view: ChangeRequestView }) {
  return (
    <>
      <RequestHeader view={view} />
      <MovedNotice view={view} />
      <RequestChanges view={view} />
      <RequestDiscussion view={view} />
      <RequestFoot view={view} />
    </>
  )
}

function Skeleton() {
  return (
    <div className={styles.skeleton} role="status" aria-label="Loading the request">
      <h1>Request</h1>
      <span />
      <span />
    </div>
  )
}
