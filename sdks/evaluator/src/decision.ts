/** Why a value was served: OpenFeature's words. */
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
  readonly value: T
  /** Absent when the caller's fallback was served. */
  readonly variant?: string
  readonly reason: Reason
  readonly errorCode?: EvaluationErrorCode
  readonly errorMessage?: string
  readonly flagMetadata: FlagMetadata
}

export type FlagMetadata = Readonly<Record<string, string | number | boolean>>

/** Whom the question is about. Anything JSON-like; nothing in it can make evaluation throw. */
export interface EvaluationContext {
  readonly targetingKey?: string
  readonly [attribute: string]: unknown
}
