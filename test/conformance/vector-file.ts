import type { EvaluationContext, Flag, JsonValue, Segment } from '@bunting/evaluator'

/** Version of the files' format; README.md says what is in them. */
export const FORMAT_VERSION = 1

export interface DecisionVectors {
  readonly version: typeof FORMAT_VERSION
  readonly title: string
  readonly ruleset: { readonly flags: readonly Flag[]; readonly segments: readonly Segment[] }
  readonly cases: readonly DecisionCase[]
}

export interface DecisionCase {
  /** Says what is expected and why; unique in its file. */
  readonly name: string
  readonly flag: string
  readonly context: EvaluationContext
  /** What the caller falls back to; absent: nothing. */
  readonly fallback?: JsonValue
  readonly expect: {
    readonly value: JsonValue
    /** Absent: none, the fallback is served. */
    readonly variant?: string
    readonly reason: string
    /** Absent: none. */
    readonly errorCode?: string
    /** Absent: none. */
    readonly ruleId?: string
  }
}

export interface HashVectors {
  readonly version: typeof FORMAT_VERSION
  readonly title: string
  readonly hashes: readonly {
    readonly text: string
    readonly seed: number
    readonly hash: number
  }[]
}
