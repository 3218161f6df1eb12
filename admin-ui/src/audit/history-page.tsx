import { Button, SegmentedControl } from '@mantine/core'
import { IconArrowsDiff } from '@tabler/icons-react'
import { Link, useSearchParams } from 'react-router'
import { pagePaths } from '../app/page-paths.ts'
import { RestoreButton } from '../history/restore-button.tsx'
import { usePlace } from '../projects/place.tsx'
import { Page } from '../shared/page.tsx'
import { AuditEntries } from './audit-entries.tsx'
import { isFiltered } from './audit-filter.ts'
import { AuditFilterBar } from './audit-filter-bar.tsx'
import { ExportMenu } from './export-menu.tsx'
import { useChosenFilter } from './use-chosen-filter.ts'

export function HistoryPage() {
  const { project, environment } = usePlace()
  const [params, setParams] = useSearchParams()
  const everywhere = params.get('where') === 'everywhere'
  const [chosen, choose] = useChosenFilter()
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
          <Button
            component={Link}
            to={pagePaths.compare(project.key, environment.key)}
            leftSection={<IconArrowsDiff size={14} aria-hidden="true" />}
          >
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
      <AuditFilterBar filter={chosen} onChange={choose} />
      <AuditEntries project={project.key} filter={filter} filtered={isFiltered(chosen)} />
    </Page>
  )
}
