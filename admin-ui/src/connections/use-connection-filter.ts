import { useSearchParams } from 'react-router'
import { useSearchText } from '../flags/use-search-text.ts'
import { type ConnectionFilter, readFilter, writeFilter } from './connection-filter.ts'

interface UsedFilter {
  /** With the search as it is being typed, which the address follows. */
  readonly filter: ConnectionFilter
  readonly change: (part: Partial<ConnectionFilter>) => void
}

export function useConnectionFilter(): UsedFilter {
  const [params, setParams] = useSearchParams()
  const settled = readFilter(params)
  const write = (next: ConnectionFilter) => setParams(writeFilter(next), { replace: true })
  const [search, setSearch] = useSearchText(settled.search, (text) =>
    write({ ...settled, search: text }),
  )
  return {
    filter: { ...settled, search },
    change({ search: text, ...part }) {
      if (text !== undefined) setSearch(text)
      if (Object.keys(part).length > 0) write({ ...settled, ...part })
    },
  }
}
