import { usePlace } from '../projects/place.tsx'
import { Hidden } from '../shared/hidden.tsx'
import { useWaitingCount } from './use-change-requests.ts'
import styles from './waiting-count.module.css'

/** How many requests wait for the one who is signed in; nothing when none does. */
export function WaitingCount() {
  const { project } = usePlace()
  const waiting = useWaitingCount(project.key)
  if (!waiting) return null
  return (
    <span className={styles.count} title={`${waiting} waiting for you`}>
      {waiting}
      <Hidden> waiting for you</Hidden>
    </span>
  )
}
