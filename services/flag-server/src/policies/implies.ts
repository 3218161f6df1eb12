import type { Condition } from '@bunting/evaluator'

/** Before or after the change. */
export type Side = 'before' | 'after'

/** Whether everybody in a segment on one side is in it on the other. */
export type SegmentImplies = (key: string, from: Side, to: Side) => boolean

/** Some conditions, all of which must hold, and what the segments they ask for were then. */
export interface Predicate {
  readonly conditions: readonly Condition[]
  readonly side: Side
}

/**
 * Whether `to` certainly holds wherever `from` does: each condition of `to` follows from one of
 * `from`. What cannot be told so is not implied.
 */
export function implies(from: Predicate, to: Predicate, segment: SegmentImplies): boolean {
  return to.conditions.every((wanted) =>
    from.conditions.some((given) => follows(given, wanted, from.side, to.side, segment)),
  )
}

function follows(
  given: Condition,
  wanted: Condition,
  from: Side,
  to: Side,
  segment: SegmentImplies,
): boolean {
  if (given.attribute !== wanted.attribute || given.operator !== wanted.operator) return false
  const isNegated = given.negate ?? false
  if (isNegated !== (wanted.negate ?? false)) return false
  if ((given.ignoreCase ?? false) !== (wanted.ignoreCase ?? false)) return false
  if (given.hashed !== wanted.hashed) return false
  // Any value is enough, so fewer values hold for fewer. Negated, the values also say which types
  // are taken: there they must be the same.
  if (!isWithin(given.values, wanted.values)) return false
  if (isNegated && !isWithin(wanted.values, given.values)) return false
  if (given.operator !== 'inSegment') return true
  return given.values.every((key) =>
    isNegated ? segment(`${key}`, to, from) : segment(`${key}`, from, to),
  )
}

function isWithin(values: readonly unknown[], others: readonly unknown[]): boolean {
  const known = new Set(others)
  return values.every((value) => known.has(value))
}
