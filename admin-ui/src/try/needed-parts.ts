import type { Condition, Flag, Segment } from '@bunting/evaluator'

interface Known {
  readonly flags: ReadonlyMap<string, Flag>
  readonly segments: ReadonlyMap<string, Segment>
}

interface NeededParts {
  /** The flag itself, and its prerequisites with theirs. */
  readonly flags: readonly Flag[]
  /** Keys of all segments that these may ask, and of those within. */
  readonly segments: readonly string[]
}

/** All that answering a flag depends on, as far as there is such a thing. */
export function neededParts(flag: Flag, { flags, segments }: Known): NeededParts {
  const asked = new Map([[flag.key, flag]])
  const needed = new Set<string>()
  // What grows while it is walked is walked to its end.
  for (const one of asked.values()) {
    for (const { flag: key } of one.prerequisites) {
      const other = flags.get(key)
      if (other && !asked.has(key)) asked.set(key, other)
    }
    for (const { conditions } of one.rules) addSegments(conditions, needed)
  }
  for (const key of needed) addSegments(segments.get(key)?.conditions ?? [], needed)
  return {
    flags: [...asked.values()],
    segments: [...needed].filter((key) => segments.has(key)).sort(),
  }
}

function addSegments(conditions: readonly Condition[], needed: Set<string>): void {
  for (const { operator, values } of conditions) {
    if (operator === 'inSegment') for (const value of values) needed.add(String(value))
  }
}
