import type { SegmentSummary } from '@bunting/flag-server/segments/segment-schemas.ts'
import { count, counted } from '../shared/number-words.ts'

type Members = Pick<SegmentSummary, 'includedCount' | 'excludedCount' | 'conditions'>

/** `41,200 included · 2 conditions · 3 excluded`; `nobody` for a segment that nobody can be in. */
export function memberWords({ includedCount, excludedCount, conditions }: Members): string {
  if (includedCount === 0 && conditions.length === 0) return 'nobody'
  return [
    includedCount > 0 && `${count(includedCount)} included`,
    conditions.length > 0 && counted(conditions.length, 'condition'),
    excludedCount > 0 && `${count(excludedCount)} excluded`,
  ]
    .filter(Boolean)
    .join(' · ')
}

/** `41,200 ids · 2 conditions`, where there is little room. */
export function membersInShort({ includedCount, conditions }: Members): string {
  if (includedCount === 0 && conditions.length === 0) return 'nobody'
  return [
    includedCount > 0 && counted(includedCount, 'id'),
    conditions.length > 0 && counted(conditions.length, 'condition'),
  ]
    .filter(Boolean)
    .join(' · ')
}
