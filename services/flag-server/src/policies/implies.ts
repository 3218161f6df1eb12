import type { Condition } from '@bunting/evaluator'
import type { Comparing } from './comparing.ts'

/** Before or after the change. */
export type Side = 'before' | 'after'

/** Whether everybody in a segment on one side is in it on the other. */
export type SegmentImplies = (key: string, from: Side, to: Side) => boolean

/** Some conditions, all of which must hold, and what the segments they ask for were then. */
export interface Predicate {
  readonly conditions: readonly Prepared[]
  /** The same: only conditions of one form can follow from each other. */
  readonly byForm: ReadonlyMap<string, readonly Prepared[]>
  readonly side: Side
}

interface Prepared {
  readonly form: string
  readonly isNegated: boolean
  readonly asksForSegments: boolean
  /** Without those that are there twice. */
  readonly values: readonly unknown[]
  readonly known: ReadonlySet<unknown>
}

/** Sets are made here, once: a condition is compared with hundreds. */
export function predicateOf(conditions: readonly Condition[], side: Side): Predicate {
  const prepared = conditions.map(prepare)
  return { conditions: prepared, byForm: Map.groupBy(prepared, ({ form }) => form), side }
}

function prepare({
  attribute,
  operator,
  values,
  negate = false,
  ignoreCase = false,
  hashed,
}: Condition): Prepared {
  const known = new Set<unknown>(values)
  return {
    form: JSON.stringify([operator, negate, ignoreCase, hashed, attribute]),
    isNegated: negate,
    asksForSegments: operator === 'inSegment',
    values: [...known],
    known,
  }
}

/**
 * Whether `to` certainly holds wherever `from` does: each condition of `to` follows from one of
 * `from`. What cannot be told so is not implied.
 */
export function implies(from: Predicate, to: Predicate, comparing: Comparing): boolean {
  comparing.spend(1)
  return to.conditions.every((wanted) =>
    (from.byForm.get(wanted.form) ?? []).some((given) =>
      follows(given, wanted, from.side, to.side, comparing),
    ),
  )
}

function follows(
  given: Prepared,
  wanted: Prepared,
  from: Side,
  to: Side,
  { segment, spend }: Comparing,
): boolean {
  const { values, isNegated } = given
  // Any value is enough, so fewer values hold for fewer. Negated, the values also say which types
  // are taken: there they must be the same.
  const isMore = values.length > wanted.values.length
  if (isMore || (isNegated && values.length < wanted.values.length)) {
    spend(1)
    return false
  }
  const other = values.findIndex((value) => !wanted.known.has(value))
  spend(1 + (other === -1 ? values.length : other))
  if (other !== -1) return false
  if (!given.asksForSegments) return true
  return values.every((key) =>
    isNegated ? segment(`${key}`, to, from) : segment(`${key}`, from, to),
  )
}
