import type { FlagConfigurationView } from '@bunting/flag-server/flags/flag-schemas.ts'
import type { EnvironmentView } from '@bunting/flag-server/projects/project-schemas.ts'
import { Button, Menu } from '@mantine/core'
import { useState } from 'react'
import { Link } from 'react-router'
import { pagePaths } from '../../app/page-paths.ts'
import { CopyDialog } from '../../history/copy-dialog.tsx'
import { environmentTone } from '../../projects/environment-tone.ts'
import { Pennant } from '../../projects/pennant.tsx'
import { usePlace } from '../../projects/place.tsx'
import { CONFIGURE } from '../../projects/use-may.ts'
import { Ago } from '../../shared/ago.tsx'
import { Permitted } from '../../shared/permitted.tsx'
import { exposure } from '../exposure.ts'
import { ExposureBar } from '../exposure-bar.tsx'
import { FlagToggle } from '../flag-toggle.tsx'
import { ToggleStatus } from '../toggle-status.tsx'
import styles from './beside.module.css'

interface EnvironmentHeadProps {
  readonly flag: string
  readonly environment: EnvironmentView
  readonly configuration: FlagConfigurationView
}

/** Which environment a column is, how it stands, and what can be done there. */
export function EnvironmentHead({ flag, environment, configuration }: EnvironmentHeadProps) {
  const { project, environment: inView } = usePlace()
  const [from, setFrom] = useState<string | null>(null)
  const tone = environmentTone(project.environments, environment)
  const others = project.environments.filter(({ key }) => key !== environment.key)
  return (
    <div
      className={styles.head}
      data-production={environment.production || undefined}
      data-in-view={environment.key === inView.key || undefined}
      style={{ '--column-tone': tone } as React.CSSProperties}
    >
      <div className={styles.name}>
        <Pennant tone={tone} />
        <Link to={pagePaths.flag(project.key, environment.key, flag)}>{environment.name}</Link>
        <Menu position="bottom-end" width={220}>
          <Menu.Target>
            <Button size="xs" variant="subtle" aria-label={`Copy from… to ${environment.name}`}>
              Copy from…
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {others.map((other) => (
              <Permitted key={other.key} needs={CONFIGURE} environment={environment.key}>
                <Menu.Item
                  leftSection={<Pennant tone={environmentTone(project.environments, other)} />}
                  onClick={() => setFrom(other.key)}
                >
                  {other.name}
                </Menu.Item>
              </Permitted>
            ))}
          </Menu.Dropdown>
        </Menu>
      </div>
      <div className={styles.state}>
        <FlagToggle
          project={project.key}
          environment={environment}
          flag={flag}
          configuration={configuration}
          status={(toggle) => (
            <>
              <ExposureBar exposure={exposure(configuration)} />
              <ToggleStatus project={project.key} environment={environment.key} toggle={toggle} />
            </>
          )}
        />
      </div>
      <p className={styles.changed}>
        changed <Ago instant={configuration.updatedAt} />
      </p>
      <CopyDialog
        opened={from !== null}
        flag={flag}
        environment={environment}
        from={from ?? undefined}
        onClose={() => setFrom(null)}
      />
    </div>
  )
}
