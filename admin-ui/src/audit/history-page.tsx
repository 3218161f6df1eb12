import { SegmentedControl } from '@mantine/core'
import { useSearchParams } from 'react-router'
import { usePlace } from '../projects/place.tsx'
import { Page } from '../shared/page.tsx'
import { AuditEntries } from './audit-entries.tsx'

export function HistoryPage() {
  const { project, environment } = usePlace()
  const [params, setParams] = useSearchParams()
  const everywhere = params.get('where') === 'everywhere'
  return (
    <Page
      narrow
      title="History"
      lead="Who changed what, from which value to which, and why."
      actions={
        <SegmentedControl
          aria-label="Where"
          data={[
            { value: 'here', label: environment.name },
            { value: 'everywhere', label: 'Everywhere' },
          ]}
          value={everywhere ? 'everywhere' : 'here'}
          onChange={(where) =>
            setParams(where === 'everywhere' ? { where } : {}, { replace: true })
          }
        />
      }
    >
      <AuditEntries
        project={project.key}
        filter={everywhere ? {} : { environment: environment.key }}
      />
    </Page>
  )
}
