import type { Condition, Flag, Segment } from '@bunting/evaluator'

interface Known {
  readonly flags: ReadonlyMap<string, Flag>
  readonly segments: ReadonlyMap<string, Segment>
}

/** Keys of all segments that answering a flag may ask: its own, its prerequisites', and those within. */
export function neededSegments(flag: Flag, { flags, segments }: Known): readonly string[] {
  const asked = new Set<Flag>([flag])
  const needed = new Set<string>()
  for (const one of asked) {
    for (const { flag: key } of one.prerequisites) {
      const other = flags.get(key)
      if (other && key !== flag.key) asked.add(other)
    }
    for (const { conditions } of one.rules) addSegments(conditions, needed)
  }
  // A set that grows while it is walked is walked to its end.
  for (const key of needed) addSegments(segments.get(key)?.conditions ?? [], needed)
  return [...needed].filter((key) => segments.has(key)).sort()
}

function addSegments(conditions: readonly Condition[], needed: Set<string>): void {
  for (const { operator, values } of conditions) {
    if (operator === 'inSegment') for (const value of values) needed.add(String(value))
  }
}
