import { Link } from 'react-router'
import { pagePaths } from '../app/page-paths.ts'
import { deliveryWords, laggardWords } from '../live/delivery-words.ts'
import { useDelivery } from '../live/use-delivery.ts'
import type { Kill } from './kills.ts'

interface KillDetailProps {
  readonly kill: Kill
}

/** Whether it has arrived, or why not; in the strip's own colour, on which green could not be read. */
export function KillDetail({ kill }: KillDetailProps) {
  const { project, environment } = kill
  switch (kill.phase) {
    case 'killed':
    case 'undone':
      return <Arrival project={project} environment={environment} revision={kill.revision} />
    case 'not-killed':
      return ` · ${kill.why}`
    case 'not-undone':
      return ` · ${kill.stale ? 'somebody changed it since. Open it to turn it on.' : kill.why}`
    case 'asked':
      return (
        <>
          {' · to turn it on again is asked for as '}
          <Link to={pagePaths.request(project, environment, kill.number)}>
            request #{kill.number}
          </Link>
        </>
      )
    default:
      return null
  }
}

interface ArrivalProps {
  readonly project: string
  readonly environment: string
  readonly revision: number
}

/** How far a revision has come, as the rest of a strip's sentence. */
export function Arrival({ project, environment, revision }: ArrivalProps) {
  const { data } = useDelivery(project, environment, revision)
  if (!data) return ' · on its way'
  const late = laggardWords(data)
  return ` · ${deliveryWords(data)}${late ? ` · ${late}` : ''}`
}
