import { murmur3 } from '@bunting/evaluator'

/** One flag or segment as an audience sees it; no line: gone, or not for them. */
export interface LineChange {
  readonly kind: 'flag' | 'segment'
  readonly key: string
  readonly line: string | null
}

/** Which flags and segments are other ones now, or gone. */
export interface ChangedKeys {
  readonly flags: readonly string[]
  readonly segments: readonly string[]
}

/** The lines of one ruleset, and the checksum over them, kept as they change. */
export interface RulesetLines {
  readonly flags: ReadonlyMap<string, string>
  readonly segments: ReadonlyMap<string, string>
  /** Sum of the lines' murmur3, modulo 2^32. */
  checksum(): number
  /** Characters of all lines, which are ASCII: about the bytes of a snapshot. */
  length(): number
  /** Takes the changes over; answers with those that did change something. */
  apply(changed: Iterable<LineChange>): ChangedKeys
}

export function createRulesetLines(): RulesetLines {
  const flags = new Map<string, string>()
  const segments = new Map<string, string>()
  let checksum = 0
  let length = 0

  function put(lines: Map<string, string>, key: string, line: string | null): boolean {
    const before = lines.get(key)
    if (before === (line ?? undefined)) return false
    if (before !== undefined) {
      checksum = (checksum - murmur3(before)) >>> 0
      length -= before.length
    }
    if (line === null) return lines.delete(key)
    checksum = (checksum + murmur3(line)) >>> 0
    length += line.length
    lines.set(key, line)
    return true
  }

  return {
    flags,
    segments,
    checksum: () => checksum,
    length: () => length,
    apply(changed) {
      const keys = { flags: [] as string[], segments: [] as string[] }
      for (const { kind, key, line } of changed) {
        if (kind === 'flag') {
          if (put(flags, key, line)) keys.flags.push(key)
        } else if (put(segments, key, line)) keys.segments.push(key)
      }
      return keys
    },
  }
}
