import type { EnvironmentView } from '@bunting/flag-server/projects/project-schemas.ts'
import type { SegmentView } from '@bunting/flag-server/segments/segment-schemas.ts'
import { Link } from 'react-router'
import { pagePaths } from '../app/page-paths.ts'
import { usePlace } from '../projects/place.tsx'
import { Ago } from '../shared/ago.tsx'
import listStyles from '../shared/list.module.css'
import { VirtualList } from '../shared/virtual-list.tsx'
import { memberWords } from './segment-words.ts'
import styles from './segments-page.module.css'

interface SegmentRowsProps {
  readonly environment: EnvironmentView
  readonly segments: readonly SegmentView[]
  readonly onEnd: (() => void) | undefined
}

export function SegmentRows({ environment, segments, onEnd }: SegmentRowsProps) {
  const { project } = usePlace()
  return (
    <VirtualList
      items={segments}
      keyOf={({ key }) => key}
      rowHeight={44}
      label="Segments"
      className={`${listStyles.list} ${styles.list}`}
      onEnd={onEnd}
    >
      {({ key, name, tags, environments }) => {
        const here = environments[environment.key]
        return (
          <>
            <span className={styles.segment}>
              <Link
                className={listStyles.key}
                to={pagePaths.segment(project.key, environment.key, key)}
              >
                {key}
              </Link>
              <span className={styles.texts}>
                {[name === key ? '' : name, ...tags].filter(Boolean).join(' · ')}
              </span>
            </span>
            <span>{here && memberWords(here)}</span>
            <span className={listStyles.when}>
              {here && <Ago instant={here.updatedAt} inRow />}
            </span>
          </>
        )
      }}
    </VirtualList>
  )
}
