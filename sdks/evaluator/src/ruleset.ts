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
  /** Whether browsers may know of it; what a client key is given says nothing of it. */
  readonly clientSide?: boolean
  /** The release that moves people from one variant to another, while one runs. */
  readonly release?: RunningRelease
}

/** What a process that evaluates needs to know of a release, to report whom it met. */
export interface RunningRelease {
  readonly id: string
  /** Counts the shares that were in force. */
  readonly stretch: number
  /** The rule whose rollout moves; null: the fallthrough. */
  readonly rule: string | null
  readonly control: string
  readonly treatment: string
  /** What guards it: `errors` and `slow` are measured by `run`, others are told by `track`. */
  readonly metrics: readonly string[]
  /** Milliseconds from which a call of `run` is slow. */
  readonly slowMs?: number
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
  /** See `Hashed`. The targets of one flag have all the same, or none has it. */
  readonly hashed?: Hashed
}

/**
 * The salt of a list that holds hashes, as client keys are given: browsers are to hold nobody's id
 * but their user's. In the place of a text stands `first.second`, both murmur3_x86_32 and in base
 * 36, the first of `salt:text` and the second of `salt::text`; in the place of a number, hashed as
 * its decimal text, stands the number `first · 2^21 + floor(second / 2^11)`. With `ignoreCase` the
 * text was folded first. Nobody saves such a list; it is made of one that was saved.
 */
export type Hashed = string

/** Served when all its conditions hold; a rule without conditions always does. */
export interface Rule {
  readonly id: string
  readonly name?: string
  readonly conditions: readonly Condition[]
  readonly serve: Serve
}

export type Serve = { readonly variant: string } | { readonly rollout: Rollout }

export interface Rollout {
  /**
   * The attribute that is bucketed: a string, or a whole number as its digits. Contexts without one
   * are served the off variant. Default `targetingKey`.
   */
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

/**
 * Values, and what of the context they are compared with:
 * - `in`, `equals`: strings, numbers, booleans; same type, same value
 * - `contains`, `startsWith`, `endsWith`: strings
 * - `matches`: regular expressions in Unicode mode; strings of at most 2,048 UTF-16 units
 * - `lessThan` …: numbers
 * - `before`, `after`: RFC 3339 date-times, or milliseconds since 1970
 * - `semver…`: SemVer 2.0.0 by its precedence, strict: no `v`, no `1.2`
 * - `inSegment`: keys of segments
 * - `inCidr`: IPv4 and IPv6 ranges; addresses
 */
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
 * Holds when the attribute matches any of `values`; with `negate`, when it is there, of a type the
 * operator takes, and matches none. What is missing, null or of another type never matches, negated
 * or not; `exists` asks for presence.
 *
 * A list matches when any element does (negated: when none does); elements of another type are
 * passed over, and a list that has only those is of the wrong type. An empty list is present.
 */
export interface Condition {
  /**
   * A property of the context (`plan`), or a dotted path through own properties of nested objects
   * (`company.id`), not of lists. A property that has the dots in its name comes first.
   */
  readonly attribute: string
  readonly operator: Operator
  /** None for `exists`. */
  readonly values: readonly (string | number | boolean)[]
  readonly negate?: boolean
  /** For `in`, `equals`, `contains`, `startsWith`, `endsWith`, `matches`. */
  readonly ignoreCase?: boolean
  /** For `in` and `equals`. See `Hashed`. */
  readonly hashed?: Hashed
}

/**
 * Who is not excluded, and either included or meets all of the (one or more) conditions. The lists
 * hold values of the attribute of the condition that asks: strings, or whole numbers as digits.
 */
export interface Segment {
  readonly key: string
  readonly included: readonly string[]
  readonly excluded: readonly string[]
  readonly conditions: readonly Condition[]
  /** Of both lists. See `Hashed`. */
  readonly hashed?: Hashed
}
