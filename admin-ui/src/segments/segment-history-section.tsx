import { AuditEntries } from '../audit/audit-entries.tsx'
import { usePlace } from '../projects/place.tsx'
import { usePageSegment } from './segment-page.tsx'

/** What happened to this segment, in every environment. */
export function SegmentHistorySection() {
  const { project } = usePlace()
  const segment = usePageSegment()
  return <AuditEntries project={project.key} filter={{ segment: segment.key }} />
}
