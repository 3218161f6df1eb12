import { useSearchParams } from 'react-router'
import { type FlagFilter, readFilter, writeFilter } from './flag-filter.ts'
import { useSearchText } from './use-search-text.ts'

/** The filter in the address, with the search as it is being typed. */
export function useFlagFilter(): [filter: FlagFilter, setFilter: (filter: FlagFilter) => void] {
  const [params, setParams] = useSearchParams()
  const inAddress = readFilter(params)
  const write = (next: FlagFilter) => setParams(writeFilter(next, params), { replace: true })
  const [search, setSearch] = useSearchText(inAddress.search, (text) =>
    write({ ...inAddress, search: text }),
  )
  const setFilter = (next: FlagFilter) => {
    if (next.search !== search) setSearch(next.search)
    const { kind, tag, state } = inAddress
    if (next.kind !== kind || next.tag !== tag || next.state !== state) {
      write({ ...next, search: inAddress.search })
    }
  }
  return [{ ...inAddress, search }, setFilter]
}
