import type { FlagView } from '@bunting/flag-server/flags/flag-schemas.ts'
import type { EnvironmentView } from '@bunting/flag-server/projects/project-schemas.ts'
import { ActionIcon, Menu } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { useState } from 'react'
import styles from './flag-list.module.css'
import { FlagMenuItems } from './flag-menu-items.tsx'

interface FlagMenuProps {
  readonly project: string
  readonly environment: EnvironmentView
  readonly flag: FlagView
}

/** A button until it is first opened: a list has many menus, and hardly any is ever used. */
export function FlagMenu({ project, environment, flag }: FlagMenuProps) {
  const [wanted, setWanted] = useState(false)
  const label = `More for ${flag.key}`
  if (!wanted) {
    return (
      <span className={styles.menu}>
        <ActionIcon
          aria-label={label}
          aria-haspopup="menu"
          aria-expanded={false}
          onClick={() => setWanted(true)}
        >
          <IconDots size={16} />
        </ActionIcon>
      </span>
    )
  }
  return (
    <span className={styles.menu}>
      <Menu position="bottom-end" width={220} defaultOpened>
        <Menu.Target>
          <ActionIcon aria-label={label}>
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <FlagMenuItems project={project} environment={environment} flag={flag} />
        </Menu.Dropdown>
      </Menu>
    </span>
  )
}
