import { Menu } from '@mantine/core'
import { IconCheck, IconPlus, IconSelector } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { useNavigate } from 'react-router'
import { Logo } from '../app/logo.tsx'
import { pagePaths } from '../app/page-paths.ts'
import { Permitted } from '../shared/permitted.tsx'
import { usePlace } from './place.tsx'
import styles from './project-switcher.module.css'
import { useProjects } from './use-projects.ts'

/** Few ever make one: it comes when it is asked for. */
const CreateProjectDialog = lazy(async () => ({
  default: (await import('./create-project-dialog.tsx')).CreateProjectDialog,
}))

export function ProjectSwitcher() {
  const { project, environment } = usePlace()
  const { data } = useProjects()
  const navigate = useNavigate()
  const [creating, setCreating] = useState(false)
  return (
    <>
      <Menu position="bottom-start" width={224}>
        <Menu.Target>
          <button
            type="button"
            className={styles.switcher}
            aria-label={`Bunting ${project.name}: switch project`}
          >
            <Logo size={24} />
            <span className={styles.names}>
              <strong>Bunting</strong> <span>{project.name}</span>
            </span>
            <IconSelector size={14} aria-hidden="true" />
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>Projects</Menu.Label>
          {(data?.projects ?? [project]).map((one) => (
            <Menu.Item
              key={one.key}
              rightSection={one.key === project.key && <IconCheck size={14} aria-label="in view" />}
              onClick={() => {
                const same = one.environments.find(({ key }) => key === environment.key)
                const target = same ?? one.environments[0]
                if (target) navigate(pagePaths.flags(one.key, target.key))
              }}
            >
              {one.name}
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Permitted needs="installation.manage">
            <Menu.Item leftSection={<IconPlus size={14} />} onClick={() => setCreating(true)}>
              Create project
            </Menu.Item>
          </Permitted>
        </Menu.Dropdown>
      </Menu>
      <Suspense>
        {creating && <CreateProjectDialog opened onClose={() => setCreating(false)} />}
      </Suspense>
    </>
  )
}
