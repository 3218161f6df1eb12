import type { AuditEntry } from '@bunting/flag-server/audit/audit-schemas.ts'
import { Link } from 'react-router'
import { pagePaths } from '../app/page-paths.ts'
import { usePlace } from '../projects/place.tsx'
import { decisionOf } from '../releases/moves.ts'

/** From what the guard did to what it saw. */
export function EvidenceLink({ entry }: { readonly entry: AuditEntry }) {
  const { project } = usePlace()
  const decision = decisionOf(entry)
  if (!decision || entry.environment === null) return null
  const pathname = pagePaths.release(project.key, entry.environment, decision.release)
  // Of the chart and the table, the table has every decision in words.
  return <Link to={{ pathname, search: '?as=table' }}>Evidence</Link>
}
