import type { FlagView } from '@bunting/flag-server/flags/flag-schemas.ts'
import type { EnvironmentView, ProjectView } from '@bunting/flag-server/projects/project-schemas.ts'
import { exposure } from '../flags/exposure.ts'
import { ExposureBar } from '../flags/exposure-bar.tsx'
import { FlagToggle } from '../flags/flag-toggle.tsx'
import { ToggleStatus } from '../flags/toggle-status.tsx'
import { ReleaseMark } from '../releases/release-mark.tsx'
import { Hidden } from '../shared/hidden.tsx'
import styles from './flag-list.module.css'

interface RowStateProps {
  readonly project: ProjectView
  readonly environment: EnvironmentView
  /** In view: with a switch. */
  readonly current: boolean
  readonly flag: FlagView
}

const SAVED_IS_TOLD_FOR_MS = 6_000

/** What one environment does with a flag, at a glance. */
export function RowState({ project, environment, current, flag }: RowStateProps) {
  const configuration = flag.environments[environment.key]
  if (!configuration) return <span className={styles.state} />
  const shown = exposure(configuration)
  if (flag.archivedAt !== null) {
    const was = configuration.on ? `was ${shown.words}` : shown.words
    return <span className={`${styles.state} ${styles.was}`}>{was}</span>
  }
  return (
    <span className={styles.state} data-current={current || undefined}>
      <Hidden>{environment.name}: </Hidden>
      {current ? (
        <FlagToggle
          project={project.key}
          environment={environment}
          flag={flag.key}
          configuration={configuration}
          status={(toggle) =>
            toggle.state.phase === 'saved' ? (
              <ToggleStatus
                project={project.key}
                environment={environment.key}
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
}
