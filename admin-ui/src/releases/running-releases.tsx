import { usePlace } from '../projects/place.tsx'
import { Hidden } from '../shared/hidden.tsx'
import { counted } from '../shared/number-words.ts'
import styles from './running-releases.module.css'
import { useReleases } from './use-releases.ts'

/** How many releases run in the environment in view; nothing when none does. */
export function RunningReleases() {
  const { project, environment } = usePlace()
  const { data } = useReleases(project.key, environment.key, 'live')
  if (!data || data.total === 0) return null
  const holds = data.releases.some(({ state }) => state === 'holding')
  const words = `${counted(data.total, 'release')} running${holds ? ', one holds' : ''}`
  return (
    <span className={styles.count} data-running data-holding={holds || undefined} title={words}>
      {data.total}
      <span className={styles.dot} aria-hidden="true" />
      <Hidden> running</Hidden>
    </span>
  )
}
