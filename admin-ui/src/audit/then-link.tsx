import type { AuditEntry } from '@bunting/flag-server/audit/audit-schemas.ts'
import { Link } from 'react-router'
import { pagePaths } from '../app/page-paths.ts'
import { usePlace } from '../projects/place.tsx'

interface ThenLinkProps {
  readonly entry: AuditEntry
  readonly revision: number
}

/** To what was served right after the change: of its flag, or of all flags. */
export function ThenLink({ entry: { environment, target }, revision }: ThenLinkProps) {
  const { project } = usePlace()
  if (environment === null) return `r${revision}`
  const pathname =
    target.type === 'flag'
      ? pagePaths.flag(project.key, environment, target.key)
      : pagePaths.tryIt(project.key, environment)
  return (
    <Link
      to={{ pathname, search: `?revision=${revision}` }}
      title="Try it as it was after this change"
      aria-label={`Try it as of r${revision}`}
    >
      r{revision}
    </Link>
  )
}
