import type { SegmentDetails } from '@bunting/flag-server/segments/segment-schemas.ts'
import { NavLink, Outlet, useOutletContext, useParams } from 'react-router'
import { NotFound } from '../app/not-found.tsx'
import { pagePaths } from '../app/page-paths.ts'
import styles from '../flags/flag-page.module.css'
import { usePlace } from '../projects/place.tsx'
import { CopyIcon } from '../shared/copy-button.tsx'
import { FailureNotice } from '../shared/failure-notice.tsx'
import { RequestFailed } from '../shared/request-failed.ts'
import { useSegment } from './use-segment.ts'

export function SegmentPage() {
  const { project } = usePlace()
  const { segment: key = '' } = useParams()
  const { data: segment, error, refetch } = useSegment(project.key, key)
  if (error instanceof RequestFailed && error.code === 'segment_not_found') return <NotFound />
  return (
    <div className={styles.page}>
      <title>{`${key} · Bunting`}</title>
      {error && !segment && <FailureNotice failure={error} retry={refetch} />}
      {segment && (
        <>
          <SegmentHeader segment={segment} />
          <Outlet context={segment} />
        </>
      )}
    </div>
  )
}

/** The segment that the page's sections are about. */
export function usePageSegment(): SegmentDetails {
  return useOutletContext<SegmentDetails>()
}

function SegmentHeader({ segment }: { readonly segment: SegmentDetails }) {
  const { project, environment } = usePlace()
  const { key, name, tags, description } = segment
  const path = pagePaths.segment(project.key, environment.key, key)
  return (
    <>
      <div className={styles.header}>
        <div className={styles.titles}>
          <div className={styles.title}>
            <h1>{key}</h1>
            <CopyIcon text={key} what="key" />
          </div>
          <p className={styles.about}>
            {['segment', name !== key && name, ...tags].filter(Boolean).join(' · ')}
          </p>
          {description && <p className={styles.plain}>{description}</p>}
        </div>
      </div>
      <nav className={styles.sections} aria-label="Segment">
        <NavLink to={path} end>
          Members
        </NavLink>
        <NavLink to={`${path}/history`}>History</NavLink>
        <NavLink to={`${path}/settings`}>Settings</NavLink>
      </nav>
    </>
  )
}
