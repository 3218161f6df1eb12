import { Group } from '@mantine/core'
import { AuditEntries } from '../audit/audit-entries.tsx'
import { RestoreButton } from '../history/restore-button.tsx'
import { usePlace } from '../projects/place.tsx'
import { usePageFlag } from './flag-page.tsx'

/** What happened to this flag, in every environment. */
export function FlagHistorySection() {
  const { project, environment } = usePlace()
  const { key } = usePageFlag()
  return (
    <>
      <Group justify="flex-end" mb={12}>
        <RestoreButton environment={environment} what={{ type: 'flag', key }} />
      </Group>
      <AuditEntries project={project.key} filter={{ flag: key }} />
    </>
  )
}
