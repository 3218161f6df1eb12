import type { FlagView } from '@bunting/flag-server/flags/flag-schemas.ts'
import type { EnvironmentView, ProjectView } from '@bunting/flag-server/projects/project-schemas.ts'
import { memo } from 'react'
import { Link } from 'react-router'
import { pagePaths } from '../app/page-paths.ts'
import { ReleaseMark } from '../releases/release-mark.tsx'
import { Ago } from '../shared/ago.tsx'
import { RowUsage } from '../usage/row-usage.tsx'
import type { FlagEvaluations } from '../usage/use-usage-of-flags.ts'
import { exposure } from './exposure.ts'
import { ExposureBar } from './exposure-bar.tsx'
import { KIND_WORDS } from './flag-filter.ts'
import styles from './flag-list.module.css'
import { FlagMenu } from './flag-menu.tsx'
import { FlagToggle } from './flag-toggle.tsx'
import { ToggleStatus } from './toggle-status.tsx'

interface FlagRowProps {
  readonly project: ProjectView
  readonly environment: EnvironmentView
  readonly flag: FlagView
  /** Of the last 24 hours; absent until it is known. */
  readonly usage: FlagEvaluations | undefined
}

const SAVED_IS_TOLD_FOR_MS = 6_000

export const FlagRow = memo(function FlagRow({ project, environment, flag, usage }: FlagRowProps) {
  const inView = flag.environments[environment.key]
  const name = flag.name === flag.key ? '' : flag.name
  const texts = [name, ...flag.tags, flag.owner].filter(Boolean).join(' · ')
  return (
    <>
      <span className={styles.flag}>
        <Link
          to={pagePaths.flag(project.key, environment.key, flag.key)}
          className={styles.key}
          data-row-link
        >
          {flag.key}
        </Link>
        <span className={styles.texts}>{texts}</span>
      </span>
      <span className={styles.kind}>{KIND_WORDS[flag.kind]}</span>
      {project.environments.map((one) => {
        const configuration = flag.environments[one.key]
        if (!configuration) return <span key={one.key} className={styles.state} />
        const current = one.key === environment.key
        const shown = exposure(configuration)
        return (
          <span key={one.key} className={styles.state} data-current={current || undefined}>
            <span className={styles.hidden}>{one.name}: </span>
            {current ? (
              <FlagToggle
                project={project.key}
                environment={one}
                flag={flag.key}
                configuration={configuration}
                status={(toggle) =>
                  toggle.state.phase === 'saved' ? (
                    <ToggleStatus
                      project={project.key}
                      environment={one.key}
                      toggle={toggle}
                      forMs={SAVED_IS_TOLD_FOR_MS}
                      compact
                    />
                  ) : (
                    <ExposureBar exposure={shown} />
                  )
                }
              />
            ) : (
              <ExposureBar exposure={shown} />
            )}
            <ReleaseMark configuration={configuration} />
          </span>
        )
      })}
      <span className={styles.usage}>{usage && <RowUsage usage={usage} />}</span>
      <span className={styles.changed}>{inView && <Ago instant={inView.updatedAt} />}</span>
      <FlagMenu project={project.key} environment={environment} flag={flag} />
    </>
  )
})
