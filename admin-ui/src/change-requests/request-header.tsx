import type { ChangeRequestView } from '@bunting/flag-server/change-requests/change-request-schemas.ts'
import { Link } from 'react-router'
import { pagePaths } from '../app/page-paths.ts'
import { AuditTarget } from '../audit/audit-target.tsx'
import { usePlace } from '../projects/place.tsx'
import { Ago } from '../shared/ago.tsx'
import styles from './request-page.module.css'
import { RequestPlace } from './request-place.tsx'
import { RequestStateMark } from './request-state-mark.tsx'

interface RequestHeaderProps {
  readonly view: ChangeRequestView
}

/** What is asked for, where, by whom and why. */
export function RequestHeader({ view }: RequestHeaderProps) {
  const { project, environment: inView } = usePlace()
  const { number, title, state, environment, operation, target, author, createdAt, comment } = view
  return (
    <header className={styles.header}>
      <h1>{title}</h1>
      <div className={styles.about}>
        <RequestStateMark state={state} />
        <span>
          <Link to={pagePaths.requests(project.key, inView.key)}>Requests</Link> #{number}
        </span>
        <AuditTarget target={target} environment={environment ?? inView.key} />
        {environment !== null && 'release' in operation && (
          <Link to={pagePaths.release(project.key, environment, operation.release)}>Release</Link>
        )}
        <RequestPlace environment={environment} className={styles.place} />
        <span>
          {author.name} asked <Ago instant={createdAt} />
        </span>
      </div>
      {comment && <p className={styles.comment}>{comment}</p>}
    </header>
  )
}
