import { IconCircleFilled, IconPlugOff, IconRefresh } from '@tabler/icons-react'
import { Link } from 'react-router'
import { pagePaths } from '../app/page-paths.ts'
import { usePlace } from '../projects/place.tsx'
import { Ago } from '../shared/ago.tsx'
import { Hidden } from '../shared/hidden.tsx'
import { count, counted, milliseconds } from '../shared/number-words.ts'
import { deliveryState } from './delivery-words.ts'
import styles from './live-line.module.css'
import { useLivePhase } from './live-provider.tsx'
import { useConnectionCount } from './use-connection-count.ts'
import { useDelivery } from './use-delivery.ts'

/** `● 143 SDKs · r812 · 38 ms`: green when all of them hold the newest revision. */
export function LiveLine() {
  const { project, environment } = usePlace()
  const live = useLivePhase()
  const { data: connections } = useConnectionCount(project.key, environment.key)
  const revision = Math.max(environment.revision, connections?.revision ?? 0)
  const { data: delivery } = useDelivery(project.key, environment.key, revision)

  if (live.phase === 'down') {
    return (
      <span className={styles.line} data-state="down" role="status">
        <IconRefresh size={14} aria-hidden="true" />
        <span>
          Not live<span className={styles.more}> · connecting again · what you see may be old</span>
          <Hidden>
            , since <Ago instant={new Date(live.since).toISOString()} />
          </Hidden>
        </span>
      </span>
    )
  }
  if (!connections) return <span className={styles.line} role="status" />
  if (connections.connected === 0) {
    return (
      <span className={styles.line} data-state="nobody" role="status">
        <IconPlugOff size={14} aria-hidden="true" />
        <span>
          <Link to={pagePaths.connections(project.key, environment.key)}>no SDKs</Link>
          <span className={styles.more}> · r{revision}</span>
        </span>
      </span>
    )
  }
  const state = delivery ? deliveryState(delivery) : 'under-way'
  return (
    <span className={styles.line} data-state={state} role="status">
      <IconCircleFilled size={8} aria-hidden="true" />
      <span>
        <Link to={pagePaths.connections(project.key, environment.key)}>
          {delivery && state === 'under-way' && `${count(delivery.applied)} of `}
          {counted(connections.connected, 'SDK')}
        </Link>
        <span className={styles.more}>
          {' · '}
          <span title="The newest revision of this environment">r{revision}</span>
        </span>
        {state === 'everywhere' && typeof delivery?.p99Ms === 'number' && (
          <span className={styles.more} title="From saved to applied, 99 of 100 SDKs">
            {' · '}
            {milliseconds(delivery.p99Ms)}
          </span>
        )}
      </span>
    </span>
  )
}
