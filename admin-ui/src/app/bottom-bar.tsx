import { useEffect, useRef } from 'react'
import { NavLink, useLocation } from 'react-router'
import { usePlace } from '../projects/place.tsx'
import styles from './bottom-bar.module.css'
import { NAVIGATION } from './navigation.ts'

/** The navigation of a narrow screen, within reach of a thumb; it scrolls where it is too long. */
export function BottomBar() {
  const { project, environment } = usePlace()
  const { pathname } = useLocation()
  const bar = useRef<HTMLElement>(null)
  // The current page is in sight, wherever it stands.
  useEffect(() => {
    const current = bar.current?.querySelector('[aria-current="page"]')
    current?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [pathname])
  return (
    <nav ref={bar} className={styles.bar} aria-label="Project">
      {NAVIGATION.map(({ label, icon: Icon, to }) => (
        <NavLink key={label} to={to(project.key, environment.key)}>
          <Icon size={20} stroke={1.75} aria-hidden="true" />
          {label}
        </NavLink>
      ))}
    </nav>
  )
}
