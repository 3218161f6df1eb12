import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useSearchParams } from 'react-router'
import { useSearchText } from '../flags/use-search-text.ts'
import { usePlace } from '../projects/place.tsx'
import { Empty } from '../shared/empty.tsx'
import { FailureNotice } from '../shared/failure-notice.tsx'
import { FilterBar } from '../shared/filter-bar.tsx'
import { counted } from '../shared/number-words.ts'
import { Page } from '../shared/page.tsx'
import { Permitted } from '../shared/permitted.tsx'
import { useSearchStatus } from '../shared/use-search-status.ts'
import { CreateSegmentDialog } from './create-segment-dialog.tsx'
import { SegmentRows } from './segment-rows.tsx'
import { useSegmentList } from './use-segment-list.ts'

export function SegmentsPage() {
  const { project, environment } = usePlace()
  const [params, setParams] = useSearchParams()
  const set = (name: string, value: string | null) =>
    setParams(
      (before) => {
        const next = new URLSearchParams(before)
        if (value === null) next.delete(name)
        else next.set(name, value)
        return next
      },
      { replace: name !== 'create' || value === null },
    )
  const asked = params.get('search') ?? ''
  const [search, setSearch] = useSearchText(asked, (text) => set('search', text || null))
  const {
    data,
    error,
    refetch,
    hasNextPage,
    isFetchingNextPage,
    isPlaceholderData,
    fetchNextPage,
  } = useSegmentList(project.key, environment.key, search)
  const segments = data?.pages.flatMap((page) => page.segments) ?? []
  const create = () => set('create', '')
  const words = hasNextPage ? `${segments.length}+ segments` : counted(segments.length, 'segment')
  const status = useSearchStatus(data ? words : '', isPlaceholderData)
  const nothing = data && segments.length === 0 && !isPlaceholderData
  return (
    <Page
      title="Segments"
      lead="Groups of people that rules ask for by name. A segment is the same in every flag, and its own in every environment."
      actions={
        <Permitted needs="segment.edit">
          <Button
            variant="filled"
            leftSection={<IconPlus size={14} aria-hidden="true" />}
            onClick={create}
          >
            Create segment
          </Button>
        </Permitted>
      }
    >
      <FailureNotice failure={error} retry={refetch} />
      {(segments.length > 0 || search !== '' || asked !== '') && (
        <FilterBar label="Search segments" search={search} onSearch={setSearch} status={status} />
      )}
      {segments.length > 0 && (
        <SegmentRows
          environment={environment}
          segments={segments}
          onEnd={hasNextPage && !isFetchingNextPage && !error ? fetchNextPage : undefined}
        />
      )}
      {nothing && search === '' && (
        <Empty
          title="No segments yet"
          action={
            <Permitted needs="segment.edit">
              <Button onClick={create}>Create the first segment</Button>
            </Permitted>
          }
        >
          “Beta testers” or “companies on the old contract”: kept in one place, used by any flag.
        </Empty>
      )}
      {nothing && search !== '' && (
        <Empty
          title="No segment matches"
          action={<Button onClick={() => setSearch('')}>Clear search</Button>}
        />
      )}
      <CreateSegmentDialog opened={params.has('create')} onClose={() => set('create', null)} />
    </Page>
  )
}
