import type { ReleaseView } from '@bunting/flag-server/releases/release-schemas.ts'
import { useId } from 'react'
import { Link } from 'react-router'
import { pagePaths } from '../app/page-paths.ts'
import { ExposureBar } from '../flags/exposure-bar.tsx'
import { Ago } from '../shared/ago.tsx'
import listStyles from '../shared/list.module.css'
import { VirtualList } from '../shared/virtual-list.tsx'
import { shareExposure } from './release-exposure.ts'
import { ReleaseStateMark } from './release-state-mark.tsx'
import { strategyWords } from './release-words.ts'
import styles from './releases-page.module.css'
import type { FoundReleases } from './use-releases.ts'

interface ReleaseListProps {
  readonly title: string
  readonly found: FoundReleases
  /** Over: when it ended counts more than where it is. */
  readonly past?: boolean
}

export function ReleaseList({ title, found, past = false }: ReleaseListProps) {
  const heading = useId()
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage } = found
  if (!data || data.releases.length === 0) return null
  return (
    <section className={styles.section} aria-labelledby={heading}>
      <h2 id={heading}>
        {title} <span>{data.total}</span>
      </h2>
      <VirtualList
        items={data.releases}
        keyOf={({ id }) => id}
        rowHeight={52}
        label={`${title}, newest first`}
        className={`${listStyles.list} ${styles.list}`}
        onEnd={hasNextPage && !isFetchingNextPage && !error ? fetchNextPage : undefined}
      >
        {(release) => <ReleaseRow release={release} past={past} />}
      </VirtualList>
    </section>
  )
}

interface ReleaseRowProps {
  readonly release: ReleaseView
  readonly past: boolean
}

function ReleaseRow({ release, past }: ReleaseRowProps) {
  const { id, project, environment, flag, plan, state, why } = release
  const when = past ? release.endedAt : (release.startedAt ?? release.createdAt)
  return (
    <>
      <span className={styles.flag}>
        <Link className={listStyles.key} to={pagePaths.release(project, environment, id)}>
          {flag}
        </Link>
        <span className={styles.strategy}>
          {strategyWords(plan.strategy)}
          {release.rule !== null && ', one rule'}
        </span>
      </span>
      <span className={styles.state}>
        <ReleaseStateMark state={state} />
        {state !== 'draft' && <ExposureBar exposure={shareExposure(release.share)} />}
      </span>
      <span className={styles.why}>{why}</span>
      <span className={`${listStyles.when} ${styles.when}`}>
        {when && <Ago instant={when} inRow />}
      </span>
    </>
  )
}
