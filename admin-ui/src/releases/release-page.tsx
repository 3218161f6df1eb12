import type { ReleaseDetail } from '@bunting/flag-server/releases/release-schemas.ts'
import { useParams } from 'react-router'
import { NotFound } from '../app/not-found.tsx'
import { WaitingChanges } from '../change-requests/waiting-changes.tsx'
import { usePlace } from '../projects/place.tsx'
import { FailureNotice } from '../shared/failure-notice.tsx'
import { RequestFailed } from '../shared/request-failed.ts'
import { EvidencePanel } from './evidence-panel.tsx'
import { ExposurePanel } from './exposure-panel.tsx'
import { GuardList } from './guard-list.tsx'
import { MoveList } from './move-list.tsx'
import { PlanPanel } from './plan-panel.tsx'
import { PreflightPanel } from './preflight-panel.tsx'
import { ReleaseHeader } from './release-header.tsx'
import styles from './release-page.module.css'
import { ReleaseTimeline } from './release-timeline.tsx'
import { ReleaseWhy } from './release-why.tsx'
import { RollBackButton } from './roll-back-button.tsx'
import { useMoves } from './use-moves.ts'
import { useRelease } from './use-releases.ts'
import { useServerNow } from './use-server-now.ts'

/** Where a release is, why it waits, and the button that takes it back. */
export function ReleasePage() {
  const { project, environment } = usePlace()
  const { release: id = '' } = useParams()
  const { data, dataUpdatedAt, error, refetch } = useRelease(project.key, environment.key, id)
  if (isNowhere(error)) return <NotFound />
  return (
    <div className={styles.page}>
      <title>{`${data?.flag ?? 'Release'} · release · Bunting`}</title>
      {error && (
        <>
          <FailureNotice failure={error} retry={refetch} />
          {/* What cannot be read can still be taken back. */}
          {!data && <RollBackButton release={{ id, environment: environment.key, flag: id }} />}
        </>
      )}
      {!data && !error && <Skeleton />}
      {data && <Release release={data} heardAt={dataUpdatedAt} />}
    </div>
  )
}

/** No release has such an id, or what stands in the address can be no id at all. */
function isNowhere(error: unknown): boolean {
  if (!(error instanceof RequestFailed)) return false
  return error.code === 'release_not_found' || error.code === 'invalid_request'
}

interface ReleaseProps {
  readonly release: ReleaseDetail
  readonly heardAt: number
}

function Release({ release, heardAt }: ReleaseProps) {
  const now = useServerNow(release.now, heardAt)
  const history = useMoves(release)
  return (
    <>
      <ReleaseHeader release={release} />
      <ReleaseWhy release={release} moves={history.moves} />
      <div className={styles.waiting}>
        <WaitingChanges of={{ flag: release.flag }} />
      </div>
      <ReleaseTimeline release={release} points={history.points} now={now} />
      <div className={styles.columns}>
        <div className={styles.main}>
          <GuardList release={release} now={now} />
          {release.startedAt !== null && <EvidencePanel release={release} history={history} />}
          <MoveList history={history} />
        </div>
        <div className={styles.side}>
          {release.startedAt !== null && <ExposurePanel release={release} />}
          <PreflightPanel release={release} />
          <PlanPanel release={release} />
        </div>
      </div>
    </>
  )
}

function Skeleton() {
  return (
    <div className={styles.skeleton} role="status" aria-label="Loading the release">
      <h1>Release</h1>
      <span />
      <span />
      <span />
    </div>
  )
}
