import { NavLink } from 'react-router'
import { usePlace } from '../projects/place.tsx'
import styles from './bottom-bar.module.css'
import { NAVIGATION } from './navigation.ts'

/** The navigation of a narrow screen, within reach of a thumb. */
export function BottomBar() {
  const { project, environment } = usePlace()
  return (
    <nav className={styles.bar} aria-label="Project">
      {NAVIGATION.map(({ label, icon: Icon, to }) => (
        <NavLink key={label} to={to(project.key, environment.key)}>
          <Icon size={20} stroke={1.75} aria-hidden="true" />
          {label}
        </NavLink>
      ))}
    </nav>
  )
}
