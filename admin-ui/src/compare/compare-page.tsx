import { Select } from '@mantine/core'
import { IconArrowRight } from '@tabler/icons-react'
import { useSearchParams } from 'react-router'
import { useSearchText } from '../flags/use-search-text.ts'
import { usePlace } from '../projects/place.tsx'
import { Empty } from '../shared/empty.tsx'
import { FailureNotice } from '../shared/failure-notice.tsx'
import { count } from '../shared/number-words.ts'
import { Page } from '../shared/page.tsx'
import { SearchField } from '../shared/search-field.tsx'
import { useSearchStatus } from '../shared/use-search-status.ts'
import { VirtualList } from '../shared/virtual-list.tsx'
import styles from './compare-page.module.css'
import { ComparedRow } from './compared-row.tsx'
import { useComparison } from './use-comparison.ts'

/** What another environment does, and what this one does instead. */
export function ComparePage() {
  const { project, environment } = usePlace()
  const [params, setParams] = useSearchParams()
  const others = project.environments.filter(({ key }) => key !== environment.key)
  const other = others.find(({ key }) => key === params.get('with')) ?? others.at(-1)
  const set = (name: string, value: string) => {
    const next = new URLSearchParams(params)
    if (value) next.set(name, value)
    else next.delete(name)
    setParams(next, { replace: true })
  }
  const [search, setSearch] = useSearchText(params.get('search') ?? '', (text) =>
    set('search', text),
  )
  const left = other?.key ?? environment.key
  const { data, error, isPending, isPlaceholderData, ...rest } = useComparison(
    project.key,
    left,
    environment.key,
    search,
  )
  const { hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = rest
  const [first] = data?.pages ?? []
  const found = first ? `${count(first.differing)} of ${count(first.total)} differ` : ''
  const status = useSearchStatus(found, isPlaceholderData)
  const items = data?.pages.flatMap((page) => page.items) ?? []
  return (
    <Page
      narrow
      title="Compare"
      lead={`What ${environment.name} does differently: from the other environment, to this one.`}
    >
      <search className={styles.bar}>
        <Select
          className={styles.choice}
          aria-label="The other environment"
          data={others.map(({ key, name }) => ({ value: key, label: name }))}
          value={other?.key ?? null}
          onChange={(key) => set('with', key ?? '')}
          allowDeselect={false}
        />
        <IconArrowRight size={16} aria-hidden="true" />
        <span className={styles.here}>{environment.name}</span>
        <SearchField
          className={styles.search}
          label="Search keys"
          search={search}
          onSearch={setSearch}
        />
        <span className={styles.count} role="status">
          {status}
        </span>
      </search>
      {error && !data && <FailureNotice failure={error} retry={refetch} />}
      {isPending && other && !error && <p className={styles.loading}>Loading…</p>}
      {(!other || (first && items.length === 0 && !isPlaceholderData)) && (
        <Empty title={search ? 'Nothing of that name differs' : 'They do the same'}>
          Every flag and segment that the two treat differently is listed here.
        </Empty>
      )}
      {other && items.length > 0 && (
        <VirtualList
          items={items}
          keyOf={({ target }) => `${target.type} ${target.key}`}
          rowHeight={77}
          label="Differences"
          className={styles.items}
          onEnd={hasNextPage && !isFetchingNextPage && !error ? fetchNextPage : undefined}
        >
          {(item) => <ComparedRow item={item} left={other} right={environment} />}
        </VirtualList>
      )}
      {isFetchingNextPage && <p className={styles.loading}>Loading more…</p>}
      {data && <FailureNotice failure={error} retry={fetchNextPage} />}
    </Page>
  )
}
