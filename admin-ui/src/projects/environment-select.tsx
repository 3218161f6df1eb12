import { Menu } from '@mantine/core'
import { IconCheck, IconChevronDown } from '@tabler/icons-react'
import { useNavigate } from 'react-router'
import styles from './environment-select.module.css'
import { environmentTone } from './environment-tone.ts'
import { Pennant } from './pennant.tsx'
import { usePlace } from './place.tsx'
import { useEnvironmentPath } from './use-environment-path.ts'

/** Production is filled with its colour; the others only wear theirs. */
export function EnvironmentSelect() {
  const { project, environment } = usePlace()
  const navigate = useNavigate()
  const pathIn = useEnvironmentPath()
  const tone = environmentTone(project.environments, environment)
  return (
    <Menu position="bottom-start" width={220}>
      <Menu.Target>
        <button
          type="button"
          className={styles.button}
          data-production={environment.production || undefined}
          aria-label={`Environment: ${environment.name}`}
        >
          <Pennant tone={environment.production ? 'currentColor' : tone} />
          <span>{environment.name}</span>
          <IconChevronDown size={14} aria-hidden="true" />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {project.environments.map((one) => (
          <Menu.Item
            key={one.key}
            leftSection={<Pennant tone={environmentTone(project.environments, one)} />}
            rightSection={
              one.key === environment.key && <IconCheck size={14} aria-label="in view" />
            }
            onClick={() => navigate(pathIn(one.key))}
          >
            {one.name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
