import type { Decision, EvaluationContext, JsonValue } from '@bunting/evaluator'
import type { Companion } from './companion.ts'
import type { DecisionOn, FlagKey, FlagKeyFor, PathsOn } from './flag-keys.ts'
import type { PathResult, Paths } from './run-paths.ts'
import type { FailureCause, Phase } from './session-state.ts'

/** What every SDK gives its users. Asking is synchronous, local, and never throws. */
export interface FeatureFlags {
  /**
   * Resolves with the status once the newest flags are in force, once the client failed or was
   * closed, or after `timeoutMs` (default 10,000) at the latest. Never rejects.
   *
   * @example
   * const { phase } = await featureFlags.ready({ timeoutMs: 2_000 })
   * if (phase !== 'ready') console.warn('going on with fallbacks, or the flags of the last run')
   */
  ready(options?: ReadyOptions): Promise<Status>
  /**
   * Whether a boolean flag is on for this context. False for a flag that is unknown, not boolean, or
   * not here yet.
   *
   * @example
   * if (featureFlags.isEnabled('new-checkout', { targetingKey: user.id })) return oneClick(cart)
   */
  isEnabled(key: FlagKey<boolean>, context?: EvaluationContext): boolean
  /**
   * The value of the variant that is served. The fallback for a flag that is unknown, of another type
   * than the fallback, or not here yet.
   *
   * @example
   * const colour = featureFlags.value('button-colour', 'grey', { targetingKey: user.id })
   */
  value<T extends JsonValue>(
    key: FlagKeyFor<T>,
    fallback: T,
    context?: EvaluationContext,
  ): Widened<T>
  /**
   * Value, variant and the reason for it. Without a fallback, a flag of any type may answer.
   *
   * @example
   * const { value, variant, reason } = featureFlags.decide('button-colour', { targetingKey: user.id })
   */
  decide<K extends FlagKey>(
    key: K,
    context?: EvaluationContext,
  ): DecisionOn<K, Decision<JsonValue | undefined>>
  decide<T extends JsonValue>(
    key: FlagKeyFor<T>,
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
   *
   * @example
   * await featureFlags.run('new-checkout', user, { on: () => oneClick(cart), off: () => threeSteps(cart) })
   */
  run<P extends Paths, K extends FlagKey = FlagKey>(
    key: K,
    context: EvaluationContext | undefined,
    paths: P & PathsOn<K, P>,
  ): PathResult<P>
  /**
   * Tells the running releases that this metric guards that something went wrong for this context, or,
   * with a `value` of 0 or false, that it was looked at and all was well. Does nothing when no release
   * is guarded by it. Never throws.
   */
  track(metric: string, context?: EvaluationContext, value?: number | boolean): void
  /** The same questions about one context. Its functions may be taken off it. */
  forContext(context: EvaluationContext): ContextFlags
  /**
   * Calls `listener` after each change; answers a function that ends that. What a listener throws is
   * reported and harms nobody else.
   *
   * @example
   * const stop = featureFlags.subscribe(({ changedKeys }) => console.log('changed:', changedKeys))
   */
  subscribe(listener: ChangeListener): () => void
  /** Calls `listener` whenever `phase`, `connected` or `revision` is another than before; answers how to end that. */
  onStatus(listener: (status: Status) => void): () => void
  /**
   * Calls `listener` each time flags stop being confirmed by the server, and again when their age
   * passes `maxStalenessMs`, if that is set.
   */
  onStale(listener: (status: Status) => void): () => void
  /** How the flags are at this moment. */
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
  /** False for a flag that is unknown, not boolean, or not here yet. */
  isEnabled(key: FlagKey<boolean>): boolean
  /** The fallback for a flag that is unknown, of another type than the fallback, or not here yet. */
  value<T extends JsonValue>(key: FlagKeyFor<T>, fallback: T): Widened<T>
  /** Value and the reason for it. Without a fallback, a flag of any type may answer. */
  decide<K extends FlagKey>(key: K): DecisionOn<K, Decision<JsonValue | undefined>>
  decide<T extends JsonValue>(key: FlagKeyFor<T>, fallback: T): Decision<Widened<T>>
  /** Asks the flag once, calls the path for its answer, and tells a running release how that went. */
  run<P extends Paths, K extends FlagKey = FlagKey>(key: K, paths: P & PathsOn<K, P>): PathResult<P>
  /** Tells the releases that this metric guards that something went wrong, or with 0 or false that it did not. */
  track(metric: string, value?: number | boolean): void
}

/** How long `ready()` waits. */
export interface ReadyOptions {
  /** Milliseconds, 0 … 2,147,483,647. Default 10,000. */
  readonly timeoutMs?: number
}

/** What listeners of `subscribe` hear. */
export interface FlagsChange {
  /** Flags whose answers may differ from before; those that were removed too. */
  readonly changedKeys: readonly string[]
  /** Of the flags that are in force now. */
  readonly revision: number
}

/** Called after each change, once the new flags are in force. */
export type ChangeListener = (change: FlagsChange) => void

/** How the flags are: whether there are any, how old, and whether changes arrive. */
export interface Status {
  readonly phase: Phase
  /** Whether a socket to the server is open. */
  readonly connected: boolean
  /** Of the flags in force; undefined when there are none. */
  readonly revision?: number | undefined
  /** Of the database they come from: another one after it was restored from a backup. */
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
