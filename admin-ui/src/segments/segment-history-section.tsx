import { Group } from '@mantine/core'
import { AuditEntries } from '../audit/audit-entries.tsx'
import { RestoreButton } from '../history/restore-button.tsx'
import { usePlace } from '../projects/place.tsx'
import { usePageSegment } from './segment-page.tsx'

/** What happened to this segment, in every environment. */
export function SegmentHistorySection() {
  const { project, environment } = usePlace()
  const { key } = usePageSegment()
  return (
    <>
      <Group justify="flex-end" mb={12}>
        <RestoreButton environment={environment} what={{ type: 'segment', key }} />
      </Group>
      <AuditEntries project={project.key} filter={{ segment: key }} />
    </>
  )
}
