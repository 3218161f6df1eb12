import { useSearchParams } from 'react-router'
import { useSearchText } from '../flags/use-search-text.ts'
import { useGathered } from '../shared/use-gathered.ts'
import { type ChosenFilter, readAuditFilter, writeAuditFilter } from './audit-filter.ts'

/** The filter in the address, with the search as it is being typed; parts of it are changed. */
export function useChosenFilter(): [filter: ChosenFilter, set: (part: ChosenFilter) => void] {
  const [params, setParams] = useSearchParams()
  const inAddress = readAuditFilter(params)
  const change = useGathered(inAddress, (next) =>
    setParams(writeAuditFilter(next, params), { replace: true }),
  )
  const [search, setSearch] = useSearchText(inAddress.search ?? '', (text) =>
    change({ search: text }),
  )
  const set = ({ search: typed, ...part }: ChosenFilter) => {
    if (typed !== undefined) setSearch(typed)
    if (Object.keys(part).length > 0) change(part)
  }
  return [{ ...inAddress, search: search || undefined }, set]
}
