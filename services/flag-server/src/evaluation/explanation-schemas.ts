import { z } from 'zod'
import { Condition, Value } from '../conditions/condition-schemas.ts'

/** An answer, in OpenFeature's words. */
export const Decision = z.object({
  /** Any JSON. */
  value: z.unknown().optional(),
  /** Absent when there is an error: SDKs serve the caller's fallback. */
  variant: z.string().optional(),
  reason: z.enum(['STATIC', 'DEFAULT', 'TARGETING_MATCH', 'SPLIT', 'DISABLED', 'STALE', 'ERROR']),
  errorCode: z.string().optional(),
  errorMessage: z.string().optional(),
  flagMetadata: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
})
export type Decision = z.infer<typeof Decision>

/** A condition, and what it was compared with. */
export const ConditionStep = z.object({
  condition: Condition,
  /** The attribute's value in the context; absent when it has none. */
  found: z.unknown().optional(),
  /** `missing` and `wrong-type` hold neither plainly nor negated; but what is missing does not exist. */
  outcome: z.enum(['match', 'no-match', 'missing', 'wrong-type']),
  /** Which of the condition's values matched, and which element when the attribute is a list. */
  matched: z.object({ value: Value.optional(), element: z.unknown().optional() }).optional(),
  /** For `inSegment`: each segment that was asked. */
  get segments() {
    return z.array(SegmentStep).optional()
  },
  holds: z.boolean(),
})

const SegmentStep = z.object({
  segment: z.string(),
  /** What its lists were searched for. */
  unit: z.string(),
  because: z.enum(['excluded', 'included', 'conditions', 'not-listed']),
  /** Asked when no list has the unit; up to and including the first that does not hold. */
  get conditions(): z.ZodArray<typeof ConditionStep> {
    return z.array(ConditionStep)
  },
  member: z.boolean(),
})

export type ConditionStep = z.infer<typeof ConditionStep>
export type SegmentStep = z.infer<typeof SegmentStep>

// Named, so that OpenAPI can refer to them from within each other.
z.globalRegistry.add(ConditionStep, { id: 'ConditionStep' })
z.globalRegistry.add(SegmentStep, { id: 'SegmentStep' })

const Rollout = z.object({
  bucketBy: z.string(),
  hash: z.string(),
  salt: z.string(),
  /** Absent: the context has no such attribute, and the off variant is served. */
  unit: z.string().optional(),
  /** The hash of `salt:unit`, 0 … 2^32 − 1. */
  position: z.int().optional(),
  /** Each has the positions from `from` (included) to `to` (excluded). */
  arms: z.array(z.object({ variant: z.string(), share: z.int(), from: z.int(), to: z.int() })),
})

export const Step = z.discriminatedUnion('step', [
  z.object({ step: z.literal('error'), code: z.string(), message: z.string() }),
  z.object({ step: z.literal('off') }),
  z.object({
    step: z.literal('prerequisite'),
    flag: z.string(),
    wanted: z.array(z.string()),
    /** What the other flag answers. */
    decision: Decision,
    met: z.boolean(),
  }),
  z.object({
    step: z.literal('targets'),
    targetingKey: z.string().optional(),
    /** What the target that names it serves; absent when none does. */
    variant: z.string().optional(),
  }),
  z.object({
    step: z.literal('rule'),
    /** Place among the flag's rules, from 0. */
    index: z.int(),
    id: z.string(),
    name: z.string().optional(),
    /** Up to and including the first that does not hold. */
    conditions: z.array(ConditionStep),
    holds: z.boolean(),
  }),
  z.object({ step: z.literal('fallthrough') }),
  z.object({
    step: z.literal('serve'),
    variant: z.string(),
    /** Absent when one variant is served to all. */
    rollout: Rollout.optional(),
  }),
])
export type Step = z.infer<typeof Step>
