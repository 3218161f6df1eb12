import type { Flag, Segment } from '@bunting/evaluator'
import { needsOf, segmentsAskedFor, segmentsOfRules, touchedSegments } from './asked-for.ts'
import { budgetOf, type Comparing, MOST_STEPS, TooMuchToTell } from './comparing.ts'
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
 * served now, or the off variant. What cannot be told from rules, shares, lists and segments alone, or
 * not within `MOST_STEPS`, counts as raising: `docs/decisions/0021-what-raises-exposure.md`.
 */
export function raisesExposure(change: RulesetChange, most = MOST_STEPS): boolean {
  try {
    return raises(change, budgetOf(most))
  } catch (error) {
    if (error instanceof TooMuchToTell) return true
    throw error
  }
}

function raises({ flags, segments, around }: RulesetChange, spend: Comparing['spend']): boolean {
  const touched = touchedSegments(segments.keys(), around.segments)
  const asking =
    touched.size === 0
      ? []
      : around.flags.filter((flag) => segmentsOfRules(flag).some((key) => touched.has(key)))
  const affected = new Map<string, Sides<Flag>>([
    ...flags,
    ...asking.map((flag) => [flag.key, { before: flag, after: flag }] as const),
  ])
  const unchanged = around.segments.map((one) => [one.key, { before: one, after: one }] as const)
  const segment = segmentsImply(new Map([...unchanged, ...segments]), spend)
  for (const sides of affected.values()) if (flagRaises(sides, { segment, spend })) return true
  return opensGate(affected, around.flags)
}

/** Keys of the segments that anything which is there after the change asks for. */
export function askedSegments({ around, flags }: RulesetChange): ReadonlySet<string> {
  const all = [...around.flags, ...[...flags.values()].flatMap(({ after }) => after ?? [])]
  return new Set([
    ...around.segments.flatMap(({ conditions }) => segmentsAskedFor(conditions)),
    ...all.flatMap(segmentsOfRules),
  ])
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
  const needs = needsOf([...all.values()].filter(servesOthers))
  // A map goes on to what is added meanwhile.
  for (const [key, off] of offVariants) {
    for (const { flag, variants } of needs.get(key) ?? []) {
      if (off !== undefined && variants.includes(off)) return true
      if (!offVariants.has(flag.key)) offVariants.set(flag.key, flag.offVariant)
    }
  }
  return false
}
