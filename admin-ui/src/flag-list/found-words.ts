import type { FlagFacets } from '@bunting/flag-server/flags/list-flag-facets.ts'
import { count, counted } from '../shared/number-words.ts'
import { type FlagFilter, isFiltered } from './flag-filter.ts'

/** `1,000 flags`, `12 of 1,000 flags`. */
export function foundWords(
  filter: FlagFilter,
  total: number,
  facets: FlagFacets | undefined,
): string {
  if (!facets || !isFiltered(filter)) return counted(total, 'flag')
  const { inUse, stale, archived } = facets
  const all = { 'in-use': inUse, stale, archived }[filter.view]
  return `${count(total)} of ${counted(all, 'flag')}`
}
