import type { FeatureFlags } from './feature-flags.ts'
import type { FlagSource } from './flag-source.ts'

interface Asked {
  readonly ask: () => unknown
  readonly answer: unknown
}

/**
 * Snapshots for one component: the `FeatureFlags` object it asks. It stays the same object until
 * an answer that was asked of it changes; then there is another, and React renders.
 *
 * - T1 Answers are always those in force now, never those of the snapshot: a key first asked late
 *   is not answered from the past.
 * - T2 The first answer to a question is remembered, never replaced: whoever asks again in between,
 *   the component still finds out that what it rendered is no longer so.
 * - T3 Hydration asks the bootstrap; when the flags in force say the same, nothing renders again.
 */
export function trackAnswers({ live, atStart }: FlagSource): {
  readonly current: () => FeatureFlags
  readonly atStart: () => FeatureFlags
} {
  let source = live
  let asked = new Map<string, Asked>()
  let flags = fresh()

  function fresh(): FeatureFlags {
    asked = new Map()
    return {
      isEnabled: (key) => track(`enabled ${key}`, () => source.isEnabled(key)),
      value: (key, fallback) =>
        track(`${typeof fallback} ${key}`, () => source.value(key, fallback)),
      decide: (key) => track(`decision ${key}`, () => source.decide(key)),
    }
  }

  function track<T>(question: string, ask: () => T): T {
    const answer = ask()
    if (!asked.has(question)) asked.set(question, { ask, answer })
    return answer
  }

  return {
    current: () => {
      source = live
      for (const { ask, answer } of asked.values()) {
        if (Object.is(ask(), answer)) continue
        flags = fresh()
        break
      }
      return flags
    },
    atStart: () => {
      source = atStart
      return flags
    },
  }
}
