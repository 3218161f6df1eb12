import type { SegmentConfiguration } from '@bunting/flag-server/segments/segment-schemas.ts'
import { conditionDifferences } from '../conditions/condition-differences.ts'
import { type Difference, listDifference } from '../drafts/difference.ts'

/** What differs between two states of a segment, in the order the page shows it. */
export function segmentDifferences(
  before: SegmentConfiguration,
  after: SegmentConfiguration,
): readonly Difference[] {
  return [
    ...listDifference('Excluded', before.excluded, after.excluded),
    ...listDifference('Included', before.included, after.included),
    ...conditionDifferences('Conditions', before.conditions, after.conditions),
  ]
}
