import type { ChangedKeys } from './ruleset-lines.ts'

/**
 * Which keys each of the last revisions changed for one audience. Who was away for a while is sent
 * those as they are now, and not the whole ruleset.
 */
export interface RecentChanges {
  /** @param from the revision before, and `checksum` that of its ruleset */
  add(from: number, checksum: number, changed: ChangedKeys): void
  /** Undefined when it is too long ago, or the ruleset of `from` was another one. */
  since(from: number, checksum: number): ChangedKeys | undefined
}

export interface RecentLimits {
  readonly revisions: number
  /** Of all those revisions together. */
  readonly keys: number
}

const LIMITS: RecentLimits = { revisions: 1_000, keys: 10_000 }

interface Step {
  readonly checksum: number
  readonly changed: ChangedKeys
}

export function createRecentChanges(limits: RecentLimits = LIMITS): RecentChanges {
  /** By the revision before; the oldest first. */
  const steps = new Map<number, Step>()
  let keys = 0

  function forgetOldest(): void {
    for (const [from, { changed }] of steps) {
      if (steps.size <= limits.revisions && keys <= limits.keys) return
      steps.delete(from)
      keys -= countOf(changed)
    }
  }

  return {
    add(from, checksum, changed) {
      steps.set(from, { checksum, changed })
      keys += countOf(changed)
      forgetOldest()
    },
    since(from, checksum) {
      if (steps.get(from)?.checksum !== checksum) return undefined
      const flags = new Set<string>()
      const segments = new Set<string>()
      for (const [at, { changed }] of steps) {
        if (at < from) continue
        for (const key of changed.flags) flags.add(key)
        for (const key of changed.segments) segments.add(key)
      }
      return { flags: [...flags], segments: [...segments] }
    },
  }
}

function countOf({ flags, segments }: ChangedKeys): number {
  return flags.length + segments.length
}
