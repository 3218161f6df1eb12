import { useSearchParams } from 'react-router'
import { useGathered } from '../shared/use-gathered.ts'
import { type FlagFilter, readFilter, writeFilter } from './flag-filter.ts'
import { useSearchText } from './use-search-text.ts'

/** The filter in the address, with the search as it is being typed. */
export function useFlagFilter(): [filter: FlagFilter, setFilter: (filter: FlagFilter) => void] {
  const [params, setParams] = useSearchParams()
  const inAddress = readFilter(params)
  const change = useGathered(inAddress, (next) =>
    setParams(writeFilter(next, params), { replace: true }),
  )
  const [search, setSearch] = useSearchText(inAddress.search, (text) => change({ search: text }))
  const setFilter = (next: FlagFilter) => {
    if (next.search !== search) setSearch(next.search)
    const { kind, tag, state } = inAddress
    if (next.kind !== kind || next.tag !== tag || next.state !== state) {
      change({ kind: next.kind, tag: next.tag, state: next.state })
    }
  }
  return [{ ...inAddress, search }, setFilter]
}
