import { NavLink } from 'react-router'
import { WaitingCount } from '../change-requests/waiting-count.tsx'
import { usePlace } from '../projects/place.tsx'
import { RunningReleases } from '../releases/running-releases.tsx'
import styles from './bottom-bar.module.css'
import { MorePages } from './more-pages.tsx'
import { NAVIGATION } from './navigation.ts'

/** The navigation of a narrow screen, within reach of a thumb: what is urgent, and `More`. */
export function BottomBar() {
  const { project, environment } = usePlace()
  return (
    <nav className={styles.bar} aria-label="Project">
      {NAVIGATION.filter(({ inBar }) => inBar).map(({ label, icon: Icon, to }) => (
        <NavLink key={label} to={to(project.key, environment.key)} className={styles.tab ?? ''}>
          <Icon size={20} stroke={1.75} aria-hidden="true" />
          {label}
          {label === 'Releases' && <RunningReleases />}
          {label === 'Requests' && <WaitingCount />}
        </NavLink>
      ))}
      <MorePages />
    </nav>
  )
}
