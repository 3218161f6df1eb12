import { z } from 'zod'
import { Condition, Operator } from '../conditions/condition-schemas.ts'
import { Comment, Instant, Json, Key, LongText, ShortText, Text } from '../http/fields.ts'
import { Lock, ReleaseInForce } from '../releases/release-in-force.ts'
import { Stale } from './stale-words.ts'

export const ValueType = z.enum(['boolean', 'string', 'number', 'json'])
export const FlagKind = z.enum([
  'release',
  'kill-switch',
  'experiment',
  'operational',
  'permission',
])
export type FlagKind = z.infer<typeof FlagKind>

/** Of one environment at a glance: `on` when everybody whom no rule names gets something else than when off. */
export const FlagState = z.enum(['off', 'partly', 'on'])
export type FlagState = z.infer<typeof FlagState>

/** A day by which a flag is meant to be gone; a flag of yesterday's is past it. */
const EndDate = z.iso.date()

export { Operator }

const VariantName = Key.refine((name) => name !== '__proto__', 'is not a name a variant can have')
export const Variants = z.record(VariantName, Json)

/** 100,000 is 100 %. */
export const WHOLE = 100_000

const Rollout = z.strictObject({
  bucketBy: Text.min(1).max(256).optional(),
  salt: ShortText.min(1).optional(),
  hash: z.literal('murmur3-v1').optional(),
  shares: z
    .array(z.strictObject({ variant: Key, share: z.int().min(0).max(WHOLE) }))
    .min(1)
    .max(100)
    .refine((shares) => shares.reduce((sum, { share }) => sum + share, 0) === WHOLE, {
      error: `must add up to ${WHOLE.toLocaleString('en')} (100 %)`,
    }),
})

export const Serve = z.union([
  z.strictObject({ variant: Key }),
  z.strictObject({ rollout: Rollout }),
])
export type Serve = z.infer<typeof Serve>

const Target = z.strictObject({ variant: Key, values: z.array(Text.max(1_000)).max(10_000) })

const Prerequisite = z.strictObject({ flag: Key, variants: z.array(Key).min(1).max(100) })

const Rule = z.strictObject({
  id: Key.optional(),
  name: ShortText.optional(),
  conditions: z.array(Condition).max(100),
  serve: Serve,
})

/** What one environment does with one flag; stored as one document. */
export const FlagConfiguration = z.strictObject({
  on: z.boolean(),
  offVariant: Key,
  prerequisites: z.array(Prerequisite),
  targets: z.array(Target),
  rules: z.array(Rule.required({ id: true })),
  fallthrough: Serve,
  salt: z.string(),
  /** The release that moves people here; set by releases alone. */
  release: ReleaseInForce.optional(),
  /** Where releases were rolled back and nobody has unlocked it yet. */
  locks: z.array(Lock).optional(),
})
export type FlagConfiguration = z.infer<typeof FlagConfiguration>

function idsDiffer(rules: readonly { id?: string | undefined }[], context: z.RefinementCtx): void {
  rules.forEach(({ id }, index) => {
    if (id !== undefined && rules.findIndex((rule) => rule.id === id) < index) {
      context.addIssue({ code: 'custom', path: [index, 'id'], message: `another rule is "${id}"` })
    }
  })
}

export const FlagConfigurationPatch = z.strictObject({
  on: z.boolean().optional(),
  offVariant: Key.optional(),
  prerequisites: z.array(Prerequisite).max(100).optional(),
  targets: z.array(Target).max(100).optional(),
  rules: z.array(Rule).max(500).superRefine(idsDiffer).optional(),
  fallthrough: Serve.optional(),
  /** Refused with 409 when the configuration has another version by now. */
  expectedVersion: z.int().positive().optional(),
  comment: Comment.optional(),
})
export type FlagConfigurationPatch = z.infer<typeof FlagConfigurationPatch>

export const NewFlag = z.strictObject({
  key: Key,
  type: ValueType,
  /** Value by variant name. A boolean flag has `on` and `off`; the others need at least one. */
  variants: Variants.optional(),
  name: ShortText.optional(),
  description: LongText.optional(),
  tags: z.array(Key).max(50).optional(),
  kind: FlagKind.optional(),
  owner: ShortText.optional(),
  expectedEndDate: EndDate.nullable().optional(),
  /** Whether client keys (browsers) are given this flag. Default true. */
  clientSide: z.boolean().optional(),
  comment: Comment.optional(),
})
export type NewFlag = z.infer<typeof NewFlag>

export const FlagPatch = z.strictObject({
  /**
   * All of them: those left out are removed, which is refused while something still serves them.
   * To rename one, add the new name, serve it everywhere, and remove the old.
   */
  variants: Variants.optional(),
  name: ShortText.optional(),
  description: LongText.optional(),
  tags: z.array(Key).max(50).optional(),
  kind: FlagKind.optional(),
  owner: ShortText.nullable().optional(),
  expectedEndDate: EndDate.nullable().optional(),
  clientSide: z.boolean().optional(),
  expectedVersion: z.int().positive().optional(),
  comment: Comment.optional(),
})
export type FlagPatch = z.infer<typeof FlagPatch>

/** A flag's configuration in one environment, as the API shows it. */
export const FlagConfigurationView = FlagConfiguration.extend({
  version: z.int(),
  updatedAt: Instant,
})
export type FlagConfigurationView = z.infer<typeof FlagConfigurationView>

export const FlagView = z.object({
  key: z.string(),
  name: z.string(),
  description: z.string(),
  type: ValueType,
  kind: FlagKind,
  variants: Variants,
  tags: z.array(z.string()),
  owner: z.string().nullable(),
  clientSide: z.boolean(),
  version: z.int(),
  expectedEndDate: EndDate.nullable(),
  createdAt: Instant,
  archivedAt: Instant.nullable(),
  /** By environment key; only the one asked for, when one was. */
  environments: z.record(z.string(), FlagConfigurationView),
  /** When code last asked for it, by environment key. Told to who reads a flag; absent: never. */
  lastSeenAt: z.record(z.string(), Instant).optional(),
  /** Why it should be looked at, and what to do; empty: it is not stale. Told like `lastSeenAt`. */
  stale: z.array(Stale).optional(),
})
export type FlagView = z.infer<typeof FlagView>

export const FlagList = z.object({
  flags: z.array(FlagView),
  nextCursor: z.string().nullable(),
  /** Of all pages. */
  total: z.int(),
})
export type FlagList = z.infer<typeof FlagList>

/** Answer to a change: the configuration after it, and the revision that carries it. */
export const FlagConfigurationChanged = FlagConfigurationView.extend({
  key: z.string(),
  environment: z.string(),
  /** The environment's newest revision; unchanged when nothing was to change. */
  revision: z.int(),
})
export type FlagConfigurationChanged = z.infer<typeof FlagConfigurationChanged>

export const Reshuffle = z.strictObject({
  expectedVersion: z.int().positive().optional(),
  comment: Comment.optional(),
})
export type Reshuffle = z.infer<typeof Reshuffle>

export const Kill = z.strictObject({ reason: Comment.optional() })
export const Killed = z.object({
  revision: z.int(),
  version: z.int(),
  /** False when the flag was off already. */
  changed: z.boolean(),
})
export type Killed = z.infer<typeof Killed>
