import type { AuditEntry } from '@bunting/flag-server/audit/audit-schemas.ts'
import { Link } from 'react-router'
import { pagePaths } from '../app/page-paths.ts'
import { usePlace } from '../projects/place.tsx'

interface AuditTargetProps {
  readonly target: AuditEntry['target']
  /** Where its page opens. */
  readonly environment: string
}

const PAGES: Readonly<Record<string, typeof pagePaths.flag>> = {
  flag: pagePaths.flag,
  segment: pagePaths.segment,
  'change-request': (project, environment, key) =>
    pagePaths.request(project, environment, Number(key)),
}

/** What something was done to; a link where it has a page. */
export function AuditTarget({ target: { type, key }, environment }: AuditTargetProps) {
  const { project } = usePlace()
  const path = PAGES[type]
  if (!path) return <code>{key}</code>
  return (
    <Link to={path(project.key, environment, key)}>
      {type === 'change-request' ? `#${key}` : <code>{key}</code>}
    </Link>
  )
}
