import type { ReleaseView } from '@bunting/flag-server/releases/release-schemas.ts'
import { useId } from 'react'
import { Link } from 'react-router'
import { pagePaths } from '../app/page-paths.ts'
import { ExposureBar } from '../flags/exposure-bar.tsx'
import { Ago } from '../shared/ago.tsx'
import { shareExposure } from './release-exposure.ts'
import { ReleaseStateMark } from './release-state-mark.tsx'
import { strategyWords } from './release-words.ts'
import styles from './releases-page.module.css'

interface ReleaseListProps {
  readonly title: string
  readonly releases: readonly ReleaseView[]
  /** Over: when it ended counts more than where it is. */
  readonly past?: boolean
}

export function ReleaseList({ title, releases, past = false }: ReleaseListProps) {
  const heading = useId()
  if (releases.length === 0) return null
  return (
    <section className={styles.section} aria-labelledby={heading}>
      <h2 id={heading}>
        {title} <span>{releases.length}</span>
      </h2>
      <ul className={styles.list}>
        {releases.map((release) => (
          <ReleaseRow key={release.id} release={release} past={past} />
        ))}
      </ul>
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
    <li>
      <span className={styles.flag}>
        <Link className={styles.key} to={pagePaths.release(project, environment, id)}>
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
      <span className={styles.when}>{when && <Ago instant={when} />}</span>
    </li>
  )
}
