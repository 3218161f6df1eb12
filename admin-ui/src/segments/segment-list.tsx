import type { EnvironmentView } from '@bunting/flag-server/projects/project-schemas.ts'
import type { SegmentView } from '@bunting/flag-server/segments/segment-schemas.ts'
import { Link } from 'react-router'
import { pagePaths } from '../app/page-paths.ts'
import { usePlace } from '../projects/place.tsx'
import { Ago } from '../shared/ago.tsx'
import { memberWords } from './segment-words.ts'
import styles from './segments-page.module.css'

interface SegmentListProps {
  readonly environment: EnvironmentView
  readonly segments: readonly SegmentView[]
}

export function SegmentList({ environment, segments }: SegmentListProps) {
  const { project } = usePlace()
  return (
    <ul className={styles.list} aria-label="Segments">
      {segments.map(({ key, name, tags, environments }) => {
        const here = environments[environment.key]
        return (
          <li key={key}>
            <span className={styles.segment}>
              <Link
                className={styles.key}
                to={pagePaths.segment(project.key, environment.key, key)}
              >
                {key}
              </Link>
              <span className={styles.texts}>
                {[name === key ? '' : name, ...tags].filter(Boolean).join(' · ')}
              </span>
            </span>
            <span>{here && memberWords(here)}</span>
            <span className={styles.changed}>{here && <Ago instant={here.updatedAt} />}</span>
          </li>
        )
      })}
    </ul>
  )
}
