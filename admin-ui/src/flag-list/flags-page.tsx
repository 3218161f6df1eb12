import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { lazy, Suspense, useEffect } from 'react'
import { useSearchParams } from 'react-router'
import { usePlace } from '../projects/place.tsx'
import { FailureNotice } from '../shared/failure-notice.tsx'
import { Page } from '../shared/page.tsx'
import { Permitted } from '../shared/permitted.tsx'
import { useSearchStatus } from '../shared/use-search-status.ts'
import { UnknownFlagsNotice } from '../usage/unknown-flags-notice.tsx'
import { BulkProvider } from './bulk-provider.tsx'
import { BulkStrip } from './bulk-strip.tsx'
import { selectionQuery } from './flag-filter.ts'
import { FlagFilterBar } from './flag-filter-bar.tsx'
import styles from './flag-list.module.css'
import { FlagList } from './flag-list.tsx'
import { FlagListSkeleton } from './flag-list-skeleton.tsx'
import { foundWords } from './found-words.ts'
import { NoFlags } from './no-flags.tsx'
import { useFlagFacets } from './use-flag-facets.ts'
import { useFlagFilter } from './use-flag-filter.ts'
import { useFlagList } from './use-flag-list.ts'
import { useSelection } from './use-selection.ts'
import { ViewTabs } from './view-tabs.tsx'

/** Not before somebody selects one, or makes one. */
const BulkBar = lazy(async () => ({ default: (await import('./bulk-bar.tsx')).BulkBar }))
const CreateFlagDialog = lazy(async () => ({
  default: (await import('../flags/create-flag-dialog.tsx')).CreateFlagDialog,
}))

export function FlagsPage() {
  const { project, environment } = usePlace()
  const [params, setParams] = useSearchParams()
  const [filter, setFilter] = useFlagFilter()
  const archived = filter.view === 'archived'
  const found = useFlagList(project.key, environment.key, filter)
  const facets = useFlagFacets(project.key, archived)
  const { flags, total, loading, error, retry } = found
  const known = !loading && !(error && flags.length === 0)
  const status = useSearchStatus(known ? foundWords(filter, total, facets) : '', found.behind)
  const question = selectionQuery(filter, environment.key).toString()
  const selecting = useSelection(project.key, question, flags, total)
  const { clear } = selecting
  // What can be done with archived flags is another thing than with those in use.
  useEffect(clear, [archived, clear])

  const create = (key: string | null) => {
    const next = new URLSearchParams(params)
    if (key === null) next.delete('create')
    else next.set('create', key)
    setParams(next, { replace: key === null })
  }

  return (
    <BulkProvider project={project.key} onDone={clear}>
      <Page
        title="Flags"
        actions={
          <Permitted needs="flag.edit">
            <Button
              variant="filled"
              leftSection={<IconPlus size={14} aria-hidden="true" />}
              onClick={() => create('')}
            >
              Create flag
            </Button>
          </Permitted>
        }
      >
        <FailureNotice failure={error} retry={retry} />
        <ViewTabs view={filter.view} facets={facets}>
          <UnknownFlagsNotice onCreate={create} />
        </ViewTabs>
        <FlagFilterBar filter={filter} facets={facets} status={status} onChange={setFilter} />
        <FailureNotice failure={selecting.failure} />
        <BulkStrip />
        {loading && !error && <FlagListSkeleton />}
        <div className={styles.found} data-behind={found.behind || undefined}>
          {flags.length > 0 && (
            <FlagList
              project={project}
              environment={environment}
              found={found}
              sort={filter.sort}
              archived={archived}
              selecting={selecting}
            />
          )}
          {!loading && !error && flags.length === 0 && (
            <NoFlags filter={filter} onChange={setFilter} onCreate={() => create('')} />
          )}
        </div>
        <Suspense>
          {selecting.flags.length > 0 && (
            <BulkBar selecting={selecting} total={total} archived={archived} />
          )}
        </Suspense>
        {params.has('create') && (
          <Suspense>
            <CreateFlagDialog
              opened
              suggestedKey={params.get('create') ?? ''}
              onClose={() => create(null)}
            />
          </Suspense>
        )}
      </Page>
    </BulkProvider>
  )
}
