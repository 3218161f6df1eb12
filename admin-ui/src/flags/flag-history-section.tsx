import { AuditEntries } from '../audit/audit-entries.tsx'
import { usePlace } from '../projects/place.tsx'
import { usePageFlag } from './flag-page.tsx'

/** What happened to this flag, in every environment. */
export function FlagHistorySection() {
  const { project } = usePlace()
  const flag = usePageFlag()
  return <AuditEntries project={project.key} filter={{ flag: flag.key }} />
}
