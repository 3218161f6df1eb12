import { NavLink } from 'react-router'
import { WaitingCount } from '../change-requests/waiting-count.tsx'
import { usePlace } from '../projects/place.tsx'
import { ProjectSwitcher } from '../projects/project-switcher.tsx'
import { RunningReleases } from '../releases/running-releases.tsx'
import { AccountMenu } from './account-menu.tsx'
import { NAVIGATION } from './navigation.ts'
import styles from './sidebar.module.css'

export function Sidebar() {
  const { project, environment } = usePlace()
  return (
    <aside className={styles.sidebar}>
      <ProjectSwitcher />
      <nav aria-label="Project">
        {NAVIGATION.map(({ label, icon: Icon, to }) => (
          <NavLink key={label} to={to(project.key, environment.key)}>
            <Icon size={16} stroke={1.75} aria-hidden="true" />
            {label}
            {label === 'Releases' && <RunningReleases />}
            {label === 'Requests' && <WaitingCount />}
          </NavLink>
        ))}
      </nav>
      <AccountMenu />
    </aside>
  )
}
