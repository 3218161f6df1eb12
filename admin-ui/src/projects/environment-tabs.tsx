import type { EnvironmentView } from '@bunting/flag-server/projects/project-schemas.ts'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import styles from './environment-tabs.module.css'
import { environmentTone } from './environment-tone.ts'
import { Pennant } from './pennant.tsx'
import { usePlace } from './place.tsx'

interface EnvironmentTabsProps {
  readonly to: (environment: string) => string
  /** Whether something is typed there and not saved. */
  readonly edited: (environment: string) => boolean
  /** How it stands there, at a glance. */
  readonly summary: (environment: EnvironmentView) => ReactNode
}

/** The state everywhere; what was typed in one environment stays while looking at another. */
export function EnvironmentTabs({ to, edited, summary }: EnvironmentTabsProps) {
  const { project, environment } = usePlace()
  return (
    <nav className={styles.tabs} aria-label="Environments">
      {project.environments.map((one) => {
        const tone = environmentTone(project.environments, one)
        return (
          <Link
            key={one.key}
            to={to(one.key)}
            aria-current={one.key === environment.key ? 'page' : undefined}
            data-production={one.production || undefined}
            style={{ '--tab-tone': tone } as React.CSSProperties}
          >
            <span className={styles.name}>
              <Pennant tone={tone} />
              {one.name}
              {edited(one.key) && <span className={styles.draft}>edited</span>}
            </span>
            {summary(one)}
          </Link>
        )
      })}
    </nav>
  )
}
