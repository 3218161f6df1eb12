import { useSearchParams } from 'react-router'
import { useSearchText } from '../flags/use-search-text.ts'
import { useGathered } from '../shared/use-gathered.ts'
import { type FlagFilter, readFilter, writeFilter } from './flag-filter.ts'

/** The filter in the address, with the search as it is being typed; parts of it are changed. */
export function useFlagFilter(): [filter: FlagFilter, set: (part: Partial<FlagFilter>) => void] {
  const [params, setParams] = useSearchParams()
  const inAddress = readFilter(params)
  const change = useGathered(inAddress, (next) =>
    setParams(writeFilter(next, params), { replace: true }),
  )
  const [search, setSearch] = useSearchText(inAddress.search, (text) => change({ search: text }))
  const set = ({ search: typed, ...part }: Partial<FlagFilter>) => {
    if (typed !== undefined) setSearch(typed)
    if (Object.keys(part).length > 0) change(part)
  }
  return [{ ...inAddress, search }, set]
}
