import type { Flag, Ruleset } from '@bunting/evaluator'
import { plainFlag, served } from '../example-flags.ts'

/** What is measured, by the key of the flag that is asked for. */
export const SCENARIOS = {
  /** Half of everybody; no release. */
  plain: 'half',
  /** The same, moved there by a release. */
  release: 'released',
  /** The same again; the functions return a promise. */
  promise: 'released-later',
} as const

export type Scenario = keyof typeof SCENARIOS

export const RULESET: Ruleset = {
  flags: [half(SCENARIOS.plain), released(SCENARIOS.release, 1), released(SCENARIOS.promise, 2)],
  segments: [],
}

function half(key: string): Flag {
  return { ...plainFlag(key), fallthrough: served(50) }
}

function released(key: string, number: number): Flag {
  return {
    ...half(key),
    release: {
      id: `6a0e8f0c-3b1d-4a55-9c40-7d1b2a9f000${number}`,
      stretch: 0,
      rule: null,
      control: 'off',
      treatment: 'on',
      metrics: ['errors', 'slow'],
      slowMs: 1_000,
    },
  }
}
