import type * as domain from '@bunting/evaluator'
import { z } from 'zod/mini'

const key = z.string().check(z.minLength(1), z.maxLength(128))

const JsonValue: z.ZodMiniType<domain.JsonValue> = z.json()

const Condition = z.strictObject({
  attribute: z.string(),
  operator: z.enum([
    'in',
    'equals',
    'contains',
    'startsWith',
    'endsWith',
    'matches',
    'lessThan',
    'lessThanOrEqual',
    'greaterThan',
    'greaterThanOrEqual',
    'before',
    'after',
    'semverEqual',
    'semverLessThan',
    'semverLessThanOrEqual',
    'semverGreaterThan',
    'semverGreaterThanOrEqual',
    'inSegment',
    'inCidr',
    'exists',
  ]),
  values: z.array(z.union([z.string(), z.number(), z.boolean()])),
  negate: z.exactOptional(z.boolean()),
  ignoreCase: z.exactOptional(z.boolean()),
  hashed: z.exactOptional(z.string()),
})

const Rollout = z.strictObject({
  bucketBy: z.exactOptional(z.string()),
  salt: z.exactOptional(z.string()),
  hash: z.exactOptional(z.literal('murmur3-v1')),
  shares: z.array(
    z.strictObject({
      variant: key,
      share: z.int().check(z.minimum(0), z.maximum(100_000)),
    }),
  ),
})

const Serve = z.union([z.strictObject({ variant: key }), z.strictObject({ rollout: Rollout })])

/** One flag as one environment serves it, on the wire. */
export const Flag = z.strictObject({
  key,
  type: z.enum(['boolean', 'string', 'number', 'json']),
  variants: z.record(z.string(), JsonValue),
  on: z.boolean(),
  offVariant: key,
  prerequisites: z.array(z.strictObject({ flag: key, variants: z.array(key) })),
  targets: z.array(
    z.strictObject({
      variant: key,
      values: z.array(z.string()),
      hashed: z.exactOptional(z.string()),
    }),
  ),
  rules: z.array(
    z.strictObject({
      id: z.string(),
      name: z.exactOptional(z.string()),
      conditions: z.array(Condition),
      serve: Serve,
    }),
  ),
  fallthrough: Serve,
  salt: z.string(),
  clientSide: z.exactOptional(z.boolean()),
  release: z.exactOptional(
    z.strictObject({
      id: z.string(),
      stretch: z.int().check(z.nonnegative()),
      rule: z.nullable(z.string()),
      control: key,
      treatment: key,
      metrics: z.array(z.string()),
      slowMs: z.exactOptional(z.number().check(z.positive())),
    }),
  ),
})

export const Segment = z.strictObject({
  key,
  included: z.array(z.string()),
  excluded: z.array(z.string()),
  conditions: z.array(Condition),
  hashed: z.exactOptional(z.string()),
})

// The evaluator owns the domain types. These lines do not compile unless the schemas equal them.
type Equal<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
type Writable<T> = { -readonly [Name in keyof T]: T[Name] }
type DeepWritable<T> = T extends string | number | boolean
  ? T
  : { -readonly [Name in keyof T]: DeepWritable<T[Name]> }
type Proof<T extends true> = T
// Without the variants: any JSON is too deep for DeepWritable.
type Frame<T extends { variants: unknown }> = DeepWritable<Omit<T, 'variants'>>

export type SchemasEqualDomainTypes = [
  Proof<Equal<Frame<z.infer<typeof Flag>>, Frame<domain.Flag>>>,
  Proof<Equal<z.infer<typeof Flag>['variants'], Writable<domain.Flag['variants']>>>,
  Proof<Equal<DeepWritable<z.infer<typeof Segment>>, DeepWritable<domain.Segment>>>,
]
