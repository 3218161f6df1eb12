import { Logo } from './logo.tsx'
import styles from './starting.module.css'

/** Shown while the first page is loaded; blank at first, so that a quick start does not blink. */
export function Starting() {
  return (
    <div className={styles.starting} role="status" aria-label="Loading">
      <Logo size={40} />
    </div>
  )
}
