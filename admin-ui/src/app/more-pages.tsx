import { Menu } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { NavLink, useLocation } from 'react-router'
import { usePlace } from '../projects/place.tsx'
import styles from './bottom-bar.module.css'
import { NAVIGATION } from './navigation.ts'

/** The pages for which the bar has no room. */
export function MorePages() {
  const { project, environment } = usePlace()
  const { pathname } = useLocation()
  const pages = NAVIGATION.filter(({ inBar }) => !inBar).map(({ label, icon, to }) => ({
    label,
    icon,
    path: to(project.key, environment.key),
  }))
  const open = pages.find(({ path }) => pathname === path || pathname.startsWith(`${path}/`))
  return (
    <Menu position="top-end" width={208} withinPortal={false}>
      <Menu.Target>
        <button
          type="button"
          className={styles.tab}
          data-current={open !== undefined || undefined}
          aria-label={open ? `More, now ${open.label}` : 'More'}
        >
          <IconDots size={20} stroke={1.75} aria-hidden="true" />
          More
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {pages.map(({ label, icon: Icon, path }) => (
          <Menu.Item
            key={label}
            component={NavLink}
            to={path}
            className={styles.page}
            leftSection={<Icon size={20} stroke={1.75} aria-hidden="true" />}
          >
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
