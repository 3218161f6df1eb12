import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useDeferredValue, useMemo } from 'react'
import { useSearchParams } from 'react-router'
import { usePlace } from '../projects/place.tsx'
import { Empty } from '../shared/empty.tsx'
import { FailureNotice } from '../shared/failure-notice.tsx'
import { counted } from '../shared/number-words.ts'
import { Page } from '../shared/page.tsx'
import { UnknownFlagsNotice } from '../usage/unknown-flags-notice.tsx'
import { CreateFlagDialog } from './create-flag-dialog.tsx'
import { type FlagFilter, isFiltered, matches } from './flag-filter.ts'
import { FlagFilterBar } from './flag-filter-bar.tsx'
import { FlagList } from './flag-list.tsx'
import { FlagListSkeleton } from './flag-list-skeleton.tsx'
import { useFlagFilter } from './use-flag-filter.ts'
import { useFlags } from './use-flags.ts'

const NOTHING: FlagFilter = { search: '', kind: null, tag: null, state: null }

export function FlagsPage() {
  const { project, environment } = usePlace()
  const [params, setParams] = useSearchParams()
  const [filter, setFilter] = useFlagFilter()
  const search = useDeferredValue(filter.search)
  const { flags, loading, complete, error, retry } = useFlags(project.key, search)

  const creating = params.has('create')
  const create = (key: string) => {
    const next = new URLSearchParams(params)
    next.set('create', key)
    setParams(next)
  }
  const endCreating = () => {
    const next = new URLSearchParams(params)
    next.delete('create')
    setParams(next, { replace: true })
  }
  const shown = useMemo(
    () => flags.filter((flag) => matches(flag, { ...filter, search }, environment.key)),
    [flags, filter.kind, filter.tag, filter.state, search, environment.key],
  )
  const empty = complete && flags.length === 0 && !isFiltered(filter)

  return (
    <Page
      title="Flags"
      actions={
        <Button
          variant="filled"
          leftSection={<IconPlus size={14} aria-hidden="true" />}
          onClick={() => create('')}
        >
          Create flag
        </Button>
      }
    >
      <FailureNotice failure={error} retry={retry} />
      <UnknownFlagsNotice onCreate={create} />
      {!empty && (
        <FlagFilterBar
          filter={filter}
          flags={flags}
          onChange={setFilter}
          count={loading ? '' : counted(shown.length, 'flag')}
        />
      )}
      {loading && !error && <FlagListSkeleton />}
      {shown.length > 0 && <FlagList project={project} environment={environment} flags={shown} />}
      {empty && (
        <Empty
          title="No flags yet"
          action={<Button onClick={() => create('')}>Create the first flag</Button>}
        >
          A flag lets you release code to some people first, and take it back at once.
        </Empty>
      )}
      {!empty && !loading && shown.length === 0 && (
        <Empty
          title="No flag matches"
          action={<Button onClick={() => setFilter(NOTHING)}>Clear search and filters</Button>}
        >
          Search looks at keys, names, descriptions, tags and owners.
        </Empty>
      )}
      <CreateFlagDialog
        opened={creating}
        suggestedKey={params.get('create') ?? ''}
        onClose={endCreating}
      />
    </Page>
  )
}
