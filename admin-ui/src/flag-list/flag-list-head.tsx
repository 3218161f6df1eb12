import type { EnvironmentView, ProjectView } from '@bunting/flag-server/projects/project-schemas.ts'
import { Link, useLocation } from 'react-router'
import { pagePaths } from '../app/page-paths.ts'
import { environmentTone } from '../projects/environment-tone.ts'
import { Pennant } from '../projects/pennant.tsx'
import { counted } from '../shared/number-words.ts'
import type { FlagSort } from './flag-filter.ts'
import styles from './flag-list.module.css'
import { SelectBox } from './select-box.tsx'
import type { Selecting } from './use-selection.ts'

interface FlagListHeadProps {
  readonly project: ProjectView
  readonly environment: EnvironmentView
  readonly archived: boolean
  readonly sort: FlagSort
  readonly selecting: Selecting
  /** Flags that the filter finds. */
  readonly total: number
}

/** Column heads; an environment's brings it into view. */
export function FlagListHead(props: FlagListHeadProps) {
  const { project, environment, archived, sort, selecting, total } = props
  const { search } = useLocation()
  const { keys, all, selectAll, clear } = selecting
  return (
    <div className={styles.head}>
      <SelectBox
        checked={all || (keys.size > 0 && 'mixed')}
        label={all ? 'Select none' : `Select all ${counted(total, 'flag')}`}
        onClick={all ? clear : selectAll}
      />
      <span>Flag</span>
      <span className={styles.wideOnly}>Kind</span>
      <span className={styles.owner}>Owner</span>
      {project.environments.map((one) => (
        <Link
          key={one.key}
          to={{ pathname: pagePaths.flags(project.key, one.key), search }}
          aria-current={one.key === environment.key || undefined}
          className={styles.environment}
        >
          <Pennant tone={environmentTone(project.environments, one)} size={10} />
          {one.name}
        </Link>
      ))}
      <span className={styles.usage}>Evaluated</span>
      <span className={styles.changed}>{lastColumn(archived, sort)}</span>
      <span />
    </div>
  )
}

/** What the flags are in the order of, if that is a time. */
export function lastColumn(archived: boolean, sort: FlagSort): 'Archived' | 'Created' | 'Changed' {
  if (archived) return 'Archived'
  return sort === '-created' ? 'Created' : 'Changed'
}
