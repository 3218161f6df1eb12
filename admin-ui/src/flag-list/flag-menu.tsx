import type { FlagView } from '@bunting/flag-server/flags/flag-schemas.ts'
import type { EnvironmentView } from '@bunting/flag-server/projects/project-schemas.ts'
import { ActionIcon, Menu } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { useLayoutEffect, useRef, useState } from 'react'
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
  return <WantedMenu label={label} project={project} environment={environment} flag={flag} />
}

interface WantedMenuProps extends FlagMenuProps {
  readonly label: string
}

/** Opens at once, of a button that has the focus of the one it stands for, and is given it back. */
function WantedMenu({ label, ...items }: WantedMenuProps) {
  const button = useRef<HTMLButtonElement>(null)
  const [opened, setOpened] = useState(false)
  useLayoutEffect(() => {
    button.current?.focus({ preventScroll: true })
    setOpened(true)
  }, [])
  return (
    <span className={styles.menu}>
      <Menu position="bottom-end" width={220} opened={opened} onChange={setOpened}>
        <Menu.Target>
          <ActionIcon ref={button} aria-label={label}>
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <FlagMenuItems {...items} />
        </Menu.Dropdown>
      </Menu>
    </span>
  )
}
