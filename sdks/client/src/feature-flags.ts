import type { Decision, EvaluationContext, JsonValue } from '@bunting/evaluator'
import type { Companion } from './companion.ts'
import type { PathResult, Paths } from './run-paths.ts'
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
  /**
   * Asks the flag once and calls the path for its answer: `{ on, off }` for a boolean flag, else
   * `{ [variant]: …, otherwise }`. Returns what the path returned and throws what it threw; of
   * something that can be awaited, a promise with the same outcome.
   *
   * While a release runs on the flag, what throws or rejects is reported as an error of that context's
   * unit, and what takes longer than its limit as slow, so that the release can guard itself. Costs
   * less than a microsecond.
   */
  run<P extends Paths>(key: string, context: EvaluationContext | undefined, paths: P): PathResult<P>
  /**
   * Tells the running releases that this metric guards that something went wrong for this context, or,
   * with a `value` of 0 or false, that it was looked at and all was well. Does nothing when no release
   * is guarded by it. Never throws.
   */
  track(metric: string, context?: EvaluationContext, value?: number | boolean): void
  /** The same questions about one context. Its functions may be taken off it. */
  forContext(context: EvaluationContext): ContextFlags
  /** Calls `listener` after each change. What it throws is reported and harms nobody else. */
  subscribe(listener: ChangeListener): () => void
  /** Calls `listener` whenever `phase`, `connected` or `revision` is another than before. */
  onStatus(listener: (status: Status) => void): () => void
  /**
   * Calls `listener` each time flags stop being confirmed by the server, and again when their age
   * passes `maxStalenessMs`, if that is set.
   */
  onStale(listener: (status: Status) => void): () => void
  status(): Status
  /**
   * For a readiness probe: false when there are no flags, when the server refused this client for
   * good, and when the flags are older than `maxStalenessMs`.
   */
  healthy(): boolean
  /** Closes the stream; what is known keeps answering. Never waits for the network. */
  close(): Promise<void>
}

/** `FeatureFlags` about one context. */
export interface ContextFlags {
  isEnabled(key: string): boolean
  value<T extends JsonValue>(key: string, fallback: T): Widened<T>
  decide(key: string): Decision<JsonValue | undefined>
  decide<T extends JsonValue>(key: string, fallback: T): Decision<Widened<T>>
  run<P extends Paths>(key: string, paths: P): PathResult<P>
  track(metric: string, value?: number | boolean): void
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
  /**
   * Milliseconds since the server last confirmed that these flags are the newest; undefined when
   * there are none, or nobody knows.
   */
  readonly ageMs?: number | undefined
  /** How confirmations come while the phase is `ready`; undefined in any other. */
  readonly via?: 'stream' | 'poll' | undefined
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

export interface RunOutcome {
  readonly hasFailed: boolean
  /** Milliseconds; undefined when nobody knows. */
  readonly ms?: number
}

/** What the SDKs of a user interface need besides. */
export interface Client extends FeatureFlags {
  /** Connects. Does nothing while started; after `close()` it connects again. */
  start(): void
  /**
   * Compared with `Object.is`, tells whether the answers for this flag may have changed, whatever
   * the context. One map lookup.
   */
  versionOf(key: string): unknown
  /**
   * Puts flags of an earlier run in force, until the server tells newer ones.
   * @param snapshot what `snapshot()` returned then, or a server's snapshot
   * @param ageMs since a server confirmed them; `status()` counts on from there. Default: unknown
   * @returns false for one that is damaged, which is reported, or when there are flags already
   */
  restore(snapshot: string, ageMs?: number): boolean
  /** The flags in force, for `restore` at the next start; undefined when there are none. */
  snapshot(): string | undefined
  /**
   * Tells the release of this flag, if one runs, how a path for this context went that was not called
   * by `run`.
   */
  reportRun(key: string, context: EvaluationContext | undefined, outcome: RunOutcome): void
  /** Lets a companion in; those given to `createClient` are there from the start. */
  accompany(companion: Companion<Client>): void
}
