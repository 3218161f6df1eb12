import type { EnvironmentView, ProjectView } from '@bunting/flag-server/projects/project-schemas.ts'
import { Link, useLocation } from 'react-router'
import { pagePaths } from '../app/page-paths.ts'
import { environmentTone } from '../projects/environment-tone.ts'
import { Pennant } from '../projects/pennant.tsx'
import styles from './flag-list.module.css'

interface FlagListHeadProps {
  readonly project: ProjectView
  readonly environment: EnvironmentView
}

/** Column heads; an environment's brings it into view. */
export function FlagListHead({ project, environment }: FlagListHeadProps) {
  const { search } = useLocation()
  return (
    <div className={styles.head}>
      <span>Flag</span>
      <span className={styles.wideOnly}>Kind</span>
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
      <span className={styles.changed}>Changed</span>
      <span />
    </div>
  )
}
