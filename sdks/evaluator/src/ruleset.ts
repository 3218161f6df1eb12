/** What JSON can carry. */
export type JsonValue =
  | boolean
  | number
  | string
  | null
  | readonly JsonValue[]
  | { readonly [name: string]: JsonValue }

export type ValueType = 'boolean' | 'string' | 'number' | 'json'

/**
 * Everything one environment's evaluator needs. Arrays, not objects keyed by name: a flag may be
 * called `__proto__` without harm.
 */
export interface Ruleset {
  readonly flags: readonly Flag[]
  readonly segments: readonly Segment[]
}

/** One flag as one environment serves it. */
export interface Flag {
  readonly key: string
  readonly type: ValueType
  /** Value of every variant, by the variant's name. */
  readonly variants: Readonly<Record<string, JsonValue>>
  readonly on: boolean
  /** Served when the flag is off, a prerequisite is not met, or a rollout has no unit to bucket. */
  readonly offVariant: string
  readonly prerequisites: readonly Prerequisite[]
  readonly targets: readonly Target[]
  readonly rules: readonly Rule[]
  readonly fallthrough: Serve
  /** What rollouts that bring no salt of their own are bucketed with. Made once, with the flag. */
  readonly salt: string
}

/** Met when the other flag is on and serves one of these variants. */
export interface Prerequisite {
  readonly flag: string
  readonly variants: readonly string[]
}

/** Contexts named one by one, by their `targetingKey`. */
export interface Target {
  readonly variant: string
  readonly values: readonly string[]
}

/** Served when all its conditions hold; a rule without conditions always does. */
export interface Rule {
  readonly id: string
  readonly name?: string
  readonly conditions: readonly Condition[]
  readonly serve: Serve
}

export type Serve = { readonly variant: string } | { readonly rollout: Rollout }

export interface Rollout {
  /** Dotted path of the attribute that is bucketed. Default `targetingKey`. */
  readonly bucketBy?: string
  /** Default: the flag's salt. */
  readonly salt?: string
  /** Default `murmur3-v1`. */
  readonly hash?: HashVersion
  /** Arms in order; the shares add up to 100,000. */
  readonly shares: readonly Share[]
}

export interface Share {
  readonly variant: string
  /** In 1/1000 of a percent: 0 … 100,000. */
  readonly share: number
}

export type HashVersion = 'murmur3-v1'

export type Operator =
  | 'in'
  | 'equals'
  | 'contains'
  | 'startsWith'
  | 'endsWith'
  | 'matches'
  | 'lessThan'
  | 'lessThanOrEqual'
  | 'greaterThan'
  | 'greaterThanOrEqual'
  | 'before'
  | 'after'
  | 'semverEqual'
  | 'semverLessThan'
  | 'semverLessThanOrEqual'
  | 'semverGreaterThan'
  | 'semverGreaterThanOrEqual'
  | 'inSegment'
  | 'inCidr'
  | 'exists'

/**
 * Holds when the attribute matches any of `values`; with `negate`, when it matches none. A missing
 * attribute, or one of the wrong type, never matches, negated or not; `exists` asks for presence.
 */
export interface Condition {
  /** Dotted path into the context: `plan`, `company.id`. For `inSegment`, what its lists hold. */
  readonly attribute: string
  readonly operator: Operator
  readonly values: readonly (string | number | boolean)[]
  readonly negate?: boolean
  /** For `in`, `equals`, `contains`, `startsWith`, `endsWith`. */
  readonly ignoreCase?: boolean
}

/** Members: not excluded, and either included or meeting all of the (one or more) conditions. */
export interface Segment {
  readonly key: string
  readonly included: readonly string[]
  readonly excluded: readonly string[]
  readonly conditions: readonly Condition[]
}
