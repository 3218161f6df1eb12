import type { Condition, Flag, Segment } from '@bunting/evaluator'
import { flagRaises, servesOthers } from './flag-raises.ts'
import { type Sides, segmentsImply } from './segments-imply.ts'

/** What a revision changes, and what is around it in the same environment. */
export interface RulesetChange {
  readonly flags: ReadonlyMap<string, Sides<Flag>>
  readonly segments: ReadonlyMap<string, Sides<Segment>>
  /** Those that stay as they are: flags with prerequisites, or that ask for segments; segments. */
  readonly around: { readonly flags: readonly Flag[]; readonly segments: readonly Segment[] }
}

/**
 * A change raises exposure unless everybody is certain to be served, of every flag, what they are
 * served now, or the off variant. What cannot be told from rules, shares, lists and segments alone
 * counts as raising: `docs/decisions/0021-what-raises-exposure.md`.
 */
export function raisesExposure({ flags, segments, around }: RulesetChange): boolean {
  const touched = touchedSegments(segments, around.segments)
  const asking = around.flags.filter(({ rules }) =>
    rules.some(({ conditions }) => asksFor(conditions, touched)),
  )
  const affected = new Map<string, Sides<Flag>>([
    ...flags,
    ...asking.map((flag) => [flag.key, { before: flag, after: flag }] as const),
  ])
  const unchanged = around.segments.map((one) => [one.key, { before: one, after: one }] as const)
  const implied = segmentsImply(new Map([...unchanged, ...segments]))
  for (const sides of affected.values()) if (flagRaises(sides, implied)) return true
  return opensGate(affected, around.flags)
}

/** Whether anything that serves somebody asks for a flag or a segment that changes. */
export function isAskedFor(key: string, { around, flags }: RulesetChange): boolean {
  const touched = new Set([key])
  const asks = (conditions: readonly Condition[]) => asksFor(conditions, touched)
  const all = [...around.flags, ...[...flags.values()].flatMap(({ after }) => after ?? [])]
  return (
    around.segments.some(({ conditions }) => asks(conditions)) ||
    all.some(({ rules }) => rules.some(({ conditions }) => asks(conditions)))
  )
}

/** The changed segments and all that ask for one of them, directly or through others. */
function touchedSegments(
  changed: ReadonlyMap<string, unknown>,
  around: readonly Segment[],
): ReadonlySet<string> {
  const touched = new Set(changed.keys())
  for (let size = -1; size < touched.size; ) {
    size = touched.size
    for (const { key, conditions } of around) if (asksFor(conditions, touched)) touched.add(key)
  }
  return touched
}

function asksFor(conditions: readonly Condition[], keys: ReadonlySet<string>): boolean {
  return conditions.some(
    ({ operator, values }) => operator === 'inSegment' && values.some((key) => keys.has(`${key}`)),
  )
}

/**
 * A flag that serves more people its off variant opens the gate of those which have that variant as
 * a prerequisite. Of all others fewer people come through, so that they serve the off variant to
 * more in turn.
 */
function opensGate(affected: ReadonlyMap<string, Sides<Flag>>, around: readonly Flag[]): boolean {
  const offVariants = new Map<string, string | undefined>(
    [...affected].map(([key, { before, after }]) => [key, (before ?? after)?.offVariant]),
  )
  const changed = [...affected.values()].flatMap(({ after }) => after ?? [])
  const all = new Map([...around, ...changed].map((flag) => [flag.key, flag]))
  const waiting = [...affected.keys()]
  for (let key = waiting.pop(); key !== undefined; key = waiting.pop()) {
    const off = offVariants.get(key)
    for (const flag of all.values()) {
      const needs = flag.prerequisites.filter((one) => one.flag === key)
      if (needs.length === 0 || !servesOthers(flag)) continue
      if (off !== undefined && needs.some(({ variants }) => variants.includes(off))) return true
      if (offVariants.has(flag.key)) continue
      offVariants.set(flag.key, flag.offVariant)
      waiting.push(flag.key)
    }
  }
  return false
}
