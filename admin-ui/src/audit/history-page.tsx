import { Button, SegmentedControl } from '@mantine/core'
import { Link, useSearchParams } from 'react-router'
import { pagePaths } from '../app/page-paths.ts'
import { RestoreButton } from '../history/restore-button.tsx'
import { usePlace } from '../projects/place.tsx'
import { Page } from '../shared/page.tsx'
import { AuditEntries } from './audit-entries.tsx'
import { isFiltered, readAuditFilter, writeAuditFilter } from './audit-filter.ts'
import { AuditFilterBar } from './audit-filter-bar.tsx'
import { ExportMenu } from './export-menu.tsx'

export function HistoryPage() {
  const { project, environment } = usePlace()
  const [params, setParams] = useSearchParams()
  const everywhere = params.get('where') === 'everywhere'
  const chosen = readAuditFilter(params)
  const filter = { ...chosen, ...(!everywhere && { environment: environment.key }) }
  const go = (to: string) => {
    const next = new URLSearchParams(params)
    if (to === 'everywhere') next.set('where', to)
    else next.delete('where')
    setParams(next, { replace: true })
  }
  return (
    <Page
      narrow
      title="History"
      lead="Who changed what, from which value to which, and why."
      actions={
        <>
          <Button component={Link} to={pagePaths.compare(project.key, environment.key)}>
            Compare…
          </Button>
          <RestoreButton environment={environment} what={{ type: 'environment' }} />
          <ExportMenu project={project.key} filter={filter} />
        </>
      }
    >
      <SegmentedControl
        mb={16}
        aria-label="Where"
        data={[
          { value: 'here', label: environment.name },
          { value: 'everywhere', label: 'Everywhere' },
        ]}
        value={everywhere ? 'everywhere' : 'here'}
        onChange={go}
      />
      <AuditFilterBar
        filter={chosen}
        onChange={(next) => setParams(writeAuditFilter(next, params), { replace: true })}
      />
      <AuditEntries project={project.key} filter={filter} filtered={isFiltered(chosen)} />
    </Page>
  )
}
