/** One thing that changed. `before` is null for what is new, `after` for what is gone. */
export interface Difference {
  readonly what: string
  readonly before: string | null
  readonly after: string | null
}

/** `Everyone else: 25 % on, by targetingKey → 50 % on, by targetingKey` */
export function differenceWords({ what, before, after }: Difference): string {
  if (before === null) return `${what}: ${after} added`
  if (after === null) return `${what}: ${before} removed`
  return `${what}: ${before} → ${after}`
}

/** Nothing when the two say the same. */
export function changed(what: string, before: string | null, after: string | null): Difference[] {
  return before === after ? [] : [{ what, before, after }]
}

/** Who is new in a list, and who is no longer in it. */
export function listDifference(
  what: string,
  before: readonly string[],
  after: readonly string[],
): Difference[] {
  const was = new Set(before)
  const is = new Set(after)
  const removed = before.filter((value) => !is.has(value))
  const added = after.filter((value) => !was.has(value))
  return [
    ...(removed.length > 0 ? changed(what, inShort(removed), null) : []),
    ...(added.length > 0 ? changed(what, null, inShort(added)) : []),
  ]
}

const NAMED = 20

function inShort(values: readonly string[]): string {
  const more = values.length - NAMED
  const named = values.slice(0, NAMED).join(', ')
  return more > 0 ? `${named} and ${more.toLocaleString('en')} more` : named
}
