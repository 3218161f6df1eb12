/**
 * Why a value was served: OpenFeature's words. `STATIC`: nobody is treated otherwise; `TARGETING_MATCH`: a
 * target or a rule; `SPLIT`: a percentage; `DEFAULT`: no rule held; `DISABLED`: the flag is off; `ERROR`: the
 * fallback, and `errorCode` says why.
 */
export type Reason =
  | 'STATIC'
  | 'DEFAULT'
  | 'TARGETING_MATCH'
  | 'SPLIT'
  | 'DISABLED'
  | 'STALE'
  | 'ERROR'

/** What went wrong: OpenFeature's words. */
export type EvaluationErrorCode =
  | 'FLAG_NOT_FOUND'
  | 'TYPE_MISMATCH'
  | 'TARGETING_KEY_MISSING'
  | 'PROVIDER_NOT_READY'
  | 'PARSE_ERROR'
  | 'INVALID_CONTEXT'
  | 'GENERAL'

/** An answer. The same answer is the same object until the flag changes. */
export interface Decision<T = unknown> {
  /** Of the variant, or the caller's fallback. */
  readonly value: T
  /** Absent when the caller's fallback was served. */
  readonly variant?: string
  readonly reason: Reason
  /** With the reason `ERROR`. */
  readonly errorCode?: EvaluationErrorCode
  /** A sentence for people. */
  readonly errorMessage?: string
  readonly flagMetadata: FlagMetadata
}

/** What is known besides: `stale` says that nobody confirms the flags now. */
export type FlagMetadata = Readonly<Record<string, string | number | boolean>>

/** Whom the question is about. Anything JSON-like; nothing in it can make evaluation throw. */
export interface EvaluationContext {
  readonly targetingKey?: string
  readonly [attribute: string]: unknown
}
