import type { Decision, EvaluationContext, JsonValue } from '@bunting/evaluator'
import type { FailureCause, Phase } from './session-state.ts'

/** What every SDK gives its users. Asking is synchronous, local, and never throws. */
export interface FeatureFlags {
  /**
   * Resolves with the status once the newest flags are in force, once the client failed or was
   * closed, or after `timeoutMs` (default 10,000) at the latest. Never rejects.
   */
  ready(options?: ReadyOptions): Promise<Status>
  /** False for a flag that is unknown, not boolean, or not here yet. */
  isEnabled(key: string, context?: EvaluationContext): boolean
  /** The fallback for a flag that is unknown, of another type than the fallback, or not here yet. */
  value<T extends JsonValue>(key: string, fallback: T, context?: EvaluationContext): Widened<T>
  /** Value and the reason for it. Without a fallback, a flag of any type may answer. */
  decide(key: string, context?: EvaluationContext): Decision<JsonValue | undefined>
  decide<T extends JsonValue>(
    key: string,
    context: EvaluationContext | undefined,
    fallback: T,
  ): Decision<Widened<T>>
  /** The same questions about one context. Its functions may be taken off it. */
  forContext(context: EvaluationContext): ContextFlags
  /** Calls `listener` after each change. What it throws is reported and harms nobody else. */
  subscribe(listener: ChangeListener): () => void
  status(): Status
  /** Closes the stream; what is known keeps answering. Never waits for the network. */
  close(): Promise<void>
}

/** `FeatureFlags` about one context. */
export interface ContextFlags {
  isEnabled(key: string): boolean
  value<T extends JsonValue>(key: string, fallback: T): Widened<T>
  decide(key: string): Decision<JsonValue | undefined>
  decide<T extends JsonValue>(key: string, fallback: T): Decision<Widened<T>>
}

export interface ReadyOptions {
  /** 0 … 2,147,483,647. */
  readonly timeoutMs?: number
}

export interface FlagsChange {
  /** Flags whose answers may differ from before; those that were removed too. */
  readonly changedKeys: readonly string[]
  readonly revision: number
}

export type ChangeListener = (change: FlagsChange) => void

export interface Status {
  readonly phase: Phase
  /** Whether a socket to the server is open. */
  readonly connected: boolean
  /** Of the flags in force; undefined when there are none. */
  readonly revision?: number | undefined
  readonly epoch?: string | undefined
  /** Milliseconds since the server was last heard; undefined when it never was. */
  readonly ageMs?: number | undefined
  /** Why the phase is `failed`; undefined in any other. */
  readonly failure?: FailureCause | undefined
}

/**
 * Decisions made on a server for the context a page starts with, by flag. Decisions, not rules: a
 * page that carries them tells nobody whom a flag is for.
 */
export interface Bootstrap {
  readonly decisions: Readonly<Record<string, Decision>>
}

/** The type a fallback stands for: `'blue'` for any string, `{ dark: false }` for `{ dark: boolean }`. */
export type Widened<T> = T extends boolean
  ? boolean
  : T extends string
    ? string
    : T extends number
      ? number
      : T extends null
        ? JsonValue
        : { [Name in keyof T]: Widened<T[Name]> }

/** What the SDKs of a user interface need besides. */
export interface Client extends FeatureFlags {
  /** Connects. Does nothing while started; after `close()` it connects again. */
  start(): void
  /**
   * Compared with `Object.is`, tells whether the answers for this flag may have changed, whatever
   * the context. One map lookup.
   */
  versionOf(key: string): unknown
  /** Calls `listener` whenever `phase`, `connected` or `revision` is another than before. */
  onStatus(listener: (status: Status) => void): () => void
  /**
   * Puts flags of an earlier run in force, until the server tells newer ones.
   * @param snapshot what `snapshot()` returned then, or a server's snapshot
   * @returns false for one that is damaged, which is reported, or when there are flags already
   */
  restore(snapshot: string): boolean
  /** The flags in force, for `restore` at the next start; undefined when there are none. */
  snapshot(): string | undefined
}
