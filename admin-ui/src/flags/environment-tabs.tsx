import type { FlagView } from '@bunting/flag-server/flags/flag-schemas.ts'
import { Link } from 'react-router'
import { pagePaths } from '../app/page-paths.ts'
import { environmentTone } from '../projects/environment-tone.ts'
import { Pennant } from '../projects/pennant.tsx'
import { usePlace } from '../projects/place.tsx'
import { useHasDraft } from './drafts-provider.tsx'
import styles from './environment-tabs.module.css'
import { exposure } from './exposure.ts'
import { ExposureBar } from './exposure-bar.tsx'

interface EnvironmentTabsProps {
  readonly flag: FlagView
}

/** The flag's state everywhere; what was typed in one environment stays while looking at another. */
export function EnvironmentTabs({ flag }: EnvironmentTabsProps) {
  const { project, environment } = usePlace()
  const hasDraft = useHasDraft()
  return (
    <nav className={styles.tabs} aria-label="Environments">
      {project.environments.map((one) => {
        const configuration = flag.environments[one.key]
        const tone = environmentTone(project.environments, one)
        const place = { project: project.key, environment: one.key, flag: flag.key }
        return (
          <Link
            key={one.key}
            to={pagePaths.flag(project.key, one.key, flag.key)}
            aria-current={one.key === environment.key ? 'page' : undefined}
            data-production={one.production || undefined}
            style={{ '--tab-tone': tone } as React.CSSProperties}
          >
            <span className={styles.name}>
              <Pennant tone={tone} />
              {one.name}
              {hasDraft(place) && <span className={styles.draft}>edited</span>}
            </span>
            {configuration && <ExposureBar exposure={exposure(configuration)} />}
          </Link>
        )
      })}
    </nav>
  )
}
