import type { Condition, Flag, Prerequisite, Segment } from '@bunting/evaluator'

/** Keys of the segments that some conditions ask for. */
export function segmentsAskedFor(conditions: readonly Condition[]): string[] {
  return conditions.flatMap(({ operator, values }) =>
    operator === 'inSegment' ? values.map(String) : [],
  )
}

/** Keys of the segments that a flag's rules ask for. */
export function segmentsOfRules({ rules }: Flag): string[] {
  return rules.flatMap(({ conditions }) => segmentsAskedFor(conditions))
}

/** The changed segments and all that ask for one of them, directly or through others. */
export function touchedSegments(
  changed: Iterable<string>,
  around: readonly Segment[],
): ReadonlySet<string> {
  const askers = new Map<string, string[]>()
  for (const { key, conditions } of around) {
    for (const asked of segmentsAskedFor(conditions)) put(askers, asked, key)
  }
  const touched = new Set(changed)
  // A set goes on to what is added meanwhile.
  for (const key of touched) for (const asker of askers.get(key) ?? []) touched.add(asker)
  return touched
}

/** What a flag needs of another one. */
export interface Need {
  readonly flag: Flag
  readonly variants: Prerequisite['variants']
}

/** By the key of the flag that is needed. */
export function needsOf(flags: Iterable<Flag>): ReadonlyMap<string, readonly Need[]> {
  const needs = new Map<string, Need[]>()
  for (const flag of flags) {
    for (const needed of flag.prerequisites) {
      put(needs, needed.flag, { flag, variants: needed.variants })
    }
  }
  return needs
}

function put<T>(lists: Map<string, T[]>, key: string, one: T): void {
  const list = lists.get(key)
  if (list) list.push(one)
  else lists.set(key, [one])
}
