import { murmur3 } from '@bunting/evaluator'

/** One flag or segment as an audience sees it; no line: gone, or not for them. */
export interface LineChange {
  readonly kind: 'flag' | 'segment'
  readonly key: string
  readonly line: string | null
}

/** What a delta carries. */
export interface LinesDelta {
  readonly flags: readonly string[]
  readonly segments: readonly string[]
  readonly removedFlags: readonly string[]
  readonly removedSegments: readonly string[]
}

/** The lines of one ruleset, and the checksum over them, kept as they change. */
export interface RulesetLines {
  readonly flags: ReadonlyMap<string, string>
  readonly segments: ReadonlyMap<string, string>
  /** Sum of the lines' murmur3, modulo 2^32. */
  checksum(): number
  /** Takes the changes over; answers with those that did change something. */
  apply(changed: Iterable<LineChange>): LinesDelta
}

export function createRulesetLines(): RulesetLines {
  const flags = new Map<string, string>()
  const segments = new Map<string, string>()
  let checksum = 0

  function put(lines: Map<string, string>, key: string, line: string | null): boolean {
    const before = lines.get(key)
    if (before === (line ?? undefined)) return false
    if (before !== undefined) checksum = (checksum - murmur3(before)) >>> 0
    if (line === null) return lines.delete(key)
    checksum = (checksum + murmur3(line)) >>> 0
    lines.set(key, line)
    return true
  }

  return {
    flags,
    segments,
    checksum: () => checksum,
    apply(changed) {
      const delta = {
        flags: [] as string[],
        segments: [] as string[],
        removedFlags: [] as string[],
        removedSegments: [] as string[],
      }
      for (const { kind, key, line } of changed) {
        if (!put(kind === 'flag' ? flags : segments, key, line)) continue
        if (line !== null) delta[kind === 'flag' ? 'flags' : 'segments'].push(line)
        else delta[kind === 'flag' ? 'removedFlags' : 'removedSegments'].push(key)
      }
      return delta
    },
  }
}
