import type { SegmentConfiguration } from './segment-schemas.ts'

/** Units of one change that its audit entry names; the lists themselves are in `changes`. */
const MOST_NAMED = 1_000

/**
 * What an audit entry says of a change: conditions whole, and of the lists, which may be megabytes,
 * how long they are and who came or went.
 */
export function auditedLists(
  before: SegmentConfiguration,
  after: SegmentConfiguration,
): { before: unknown; after: unknown } {
  return { before: side(before, after, 'removed'), after: side(after, before, 'added') }
}

function side(
  { included, excluded, conditions }: SegmentConfiguration,
  other: SegmentConfiguration,
  verb: 'added' | 'removed',
) {
  return {
    includedCount: included.length,
    excludedCount: excluded.length,
    [verb]: {
      included: missingFrom(other.included, included),
      excluded: missingFrom(other.excluded, excluded),
    },
    conditions,
  }
}

function missingFrom(list: readonly string[], units: readonly string[]): string[] {
  const known = new Set(list)
  return units.filter((unit) => !known.has(unit)).slice(0, MOST_NAMED)
}
