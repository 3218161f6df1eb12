import { Button, TextInput } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { IconPlus, IconSearch } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { useSearchParams } from 'react-router'
import { usePlace } from '../projects/place.tsx'
import { Empty } from '../shared/empty.tsx'
import { FailureNotice } from '../shared/failure-notice.tsx'
import { counted } from '../shared/number-words.ts'
import { Page } from '../shared/page.tsx'
import { CreateSegmentDialog } from './create-segment-dialog.tsx'
import { SegmentList } from './segment-list.tsx'
import styles from './segments-page.module.css'
import { useSegments } from './use-segments.ts'

export function SegmentsPage() {
  const { project, environment } = usePlace()
  const [params, setParams] = useSearchParams()
  const { segments, loading, error, retry } = useSegments(project.key)
  const [search, setSearch] = useState('')
  const field = useRef<HTMLInputElement>(null)
  useHotkeys([['/', () => field.current?.focus()]])
  const words = search.toLowerCase().split(/\s+/)
  const shown = segments.filter(({ key, name, description, tags }) => {
    const text = [key, name, description, ...tags].join('\n').toLowerCase()
    return words.every((word) => text.includes(word))
  })
  const setCreating = (open: boolean) => setParams(open ? { create: '' } : {}, { replace: !open })
  const none = !loading && !error && segments.length === 0
  return (
    <Page
      title="Segments"
      lead="Groups of people that rules ask for by name. A segment is the same in every flag, and its own in every environment."
      actions={
        <Button
          variant="filled"
          leftSection={<IconPlus size={14} aria-hidden="true" />}
          onClick={() => setCreating(true)}
        >
          Create segment
        </Button>
      }
    >
      <FailureNotice failure={error} retry={retry} />
      {segments.length > 0 && (
        <search className={styles.bar}>
          <TextInput
            ref={field}
            className={styles.search}
            type="search"
            aria-label="Search segments"
            placeholder="Search segments"
            value={search}
            leftSection={<IconSearch size={14} aria-hidden="true" />}
            onChange={(event) => setSearch(event.currentTarget.value)}
          />
          <span role="status">{counted(shown.length, 'segment')}</span>
        </search>
      )}
      {shown.length > 0 && <SegmentList environment={environment} segments={shown} />}
      {none && (
        <Empty
          title="No segments yet"
          action={<Button onClick={() => setCreating(true)}>Create the first segment</Button>}
        >
          “Beta testers” or “companies on the old contract”: kept in one place, used by any flag.
        </Empty>
      )}
      {segments.length > 0 && shown.length === 0 && (
        <Empty
          title="No segment matches"
          action={<Button onClick={() => setSearch('')}>Clear search</Button>}
        />
      )}
      <CreateSegmentDialog opened={params.has('create')} onClose={() => setCreating(false)} />
    </Page>
  )
}
