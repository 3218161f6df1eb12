import { isDeepStrictEqual } from 'node:util'
import type { SegmentConfiguration } from '../segments/segment-schemas.ts'
import type { FlagContent } from './contents.ts'

/** What is there without a change, or what has been changed again since. */
export interface MergedBack<Content> {
  readonly content: Content
  /** In words: `rule "EU pro"`, `what is served when off`. */
  readonly conflicts: readonly string[]
}

interface Sides<T> {
  readonly before: T
  readonly after: T
  readonly now: T
}

/** A flag as it is now without what one change did: part by part, rule by rule. */
export function flagWithout({ before, after, now }: Sides<FlagContent>): MergedBack<FlagContent> {
  const conflicts: string[] = []
  const whole = <Part extends keyof FlagContent>(part: Part, words: string): FlagContent[Part] => {
    const sides = { before: before[part], after: after[part], now: now[part] }
    return partWithout(sides, () => conflicts.push(words))
  }
  const listed = <T>(sides: Sides<readonly T[]>, keyOf: (one: T) => string, noun: string): T[] =>
    listWithout(sides, keyOf, (key) =>
      conflicts.push(key === null ? `the order of ${noun}s` : `${noun} "${nameOf(key)}"`),
    )
  // Ids are for programs: people know a rule by its name.
  const nameOf = (key: string) =>
    [...now.rules, ...before.rules].find(({ id }) => id === key)?.name ?? key
  const content: FlagContent = {
    on: whole('on', 'whether it is on'),
    offVariant: whole('offVariant', 'what is served when off'),
    prerequisites: listed(
      { before: before.prerequisites, after: after.prerequisites, now: now.prerequisites },
      ({ flag }) => flag,
      'prerequisite',
    ),
    targets: listed(
      { before: before.targets, after: after.targets, now: now.targets },
      ({ variant }) => variant,
      'individual target',
    ),
    rules: listed(
      { before: before.rules, after: after.rules, now: now.rules },
      ({ id }) => id,
      'rule',
    ),
    fallthrough: whole('fallthrough', 'what everyone else is served'),
    salt: whole('salt', 'who is in which share'),
  }
  return { content, conflicts }
}

/** A segment as it is now without what one change did: who came goes, who went comes back. */
export function segmentWithout({
  before,
  after,
  now,
}: Sides<SegmentConfiguration>): MergedBack<SegmentConfiguration> {
  const conflicts: string[] = []
  const units = (list: 'included' | 'excluded') => {
    const was = new Set(before[list])
    const became = new Set(after[list])
    const kept = now[list].filter((unit) => was.has(unit) || !became.has(unit))
    const gone = before[list].filter((unit) => !became.has(unit))
    return [...new Set([...kept, ...gone])]
  }
  const conditions = partWithout(
    { before: before.conditions, after: after.conditions, now: now.conditions },
    () => conflicts.push('its conditions'),
  )
  return {
    content: { included: units('included'), excluded: units('excluded'), conditions },
    conflicts,
  }
}

function partWithout<T>({ before, after, now }: Sides<T>, conflict: () => void): T {
  if (isDeepStrictEqual(before, after) || isDeepStrictEqual(now, before)) return now
  if (!isDeepStrictEqual(now, after)) conflict()
  return before
}

/** `conflict` is told the key, or null when the order itself was changed, and again. */
function listWithout<T>(
  { before, after, now }: Sides<readonly T[]>,
  keyOf: (one: T) => string,
  conflict: (key: string | null) => void,
): T[] {
  if (isDeepStrictEqual(now, after)) return [...before]
  if ([before, after, now].some((list) => new Set(list.map(keyOf)).size < list.length)) {
    return [...partWithout({ before, after, now }, () => conflict(null))]
  }
  const was = new Map(before.map((one) => [keyOf(one), one]))
  const became = new Map(after.map((one) => [keyOf(one), one]))
  const is = new Map(now.map((one) => [keyOf(one), one]))
  const merged: T[] = []
  for (const [key, one] of is) {
    const sides = { before: was.get(key), after: became.get(key), now: one }
    const kept = partWithout<T | undefined>(sides, () => conflict(key))
    if (kept !== undefined) merged.push(kept)
  }
  for (const [key, one] of was) {
    if (is.has(key)) continue
    const change = became.get(key)
    // Removed by somebody else, later: only what this change had made of it is in dispute.
    if (change !== undefined) {
      if (!isDeepStrictEqual(change, one)) conflict(key)
      continue
    }
    merged.splice(placeOf(before, key, keyOf, merged), 0, one)
  }
  if (wasReordered(before, after, keyOf)) conflict(null)
  return merged
}

/** Behind the nearest that stood before it and is still there. */
function placeOf<T>(
  before: readonly T[],
  key: string,
  keyOf: (one: T) => string,
  merged: readonly T[],
): number {
  const keys = before.map(keyOf)
  for (const earlier of keys.slice(0, keys.indexOf(key)).reverse()) {
    const at = merged.findIndex((one) => keyOf(one) === earlier)
    if (at >= 0) return at + 1
  }
  return 0
}

function wasReordered<T>(before: readonly T[], after: readonly T[], keyOf: (one: T) => string) {
  const old = before.map(keyOf)
  const made = after.map(keyOf)
  const both = (keys: readonly string[], others: readonly string[]) =>
    keys.filter((key) => others.includes(key))
  return !isDeepStrictEqual(both(old, made), both(made, old))
}
