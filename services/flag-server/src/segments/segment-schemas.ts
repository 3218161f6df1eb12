import { z } from 'zod'
import { Condition } from '../conditions/condition-schemas.ts'
import { Comment, Instant, Key, LongText, ShortText, Text } from '../http/fields.ts'

/** Units that are named one by one; one that is given twice counts once. */
const Units = z.array(Text.min(1).max(256)).max(100_000)

/**
 * Who belongs to a segment in one environment: who is not excluded, and either included or meets
 * all of the conditions, of which there must be one.
 */
export const SegmentConfiguration = z.strictObject({
  included: Units,
  excluded: Units,
  conditions: z.array(Condition).max(100),
})
export type SegmentConfiguration = z.infer<typeof SegmentConfiguration>

export const SegmentConfigurationPatch = SegmentConfiguration.partial().extend({
  /** Refused with 409 when the configuration has another version by now. */
  expectedVersion: z.int().positive().optional(),
  comment: Comment.optional(),
})
export type SegmentConfigurationPatch = z.infer<typeof SegmentConfigurationPatch>

export const NewSegment = z.strictObject({
  key: Key,
  name: ShortText.optional(),
  description: LongText.optional(),
  tags: z.array(Key).max(50).optional(),
  comment: Comment.optional(),
})
export type NewSegment = z.infer<typeof NewSegment>

export const SegmentPatch = z.strictObject({
  name: ShortText.optional(),
  description: LongText.optional(),
  tags: z.array(Key).max(50).optional(),
  expectedVersion: z.int().positive().optional(),
  comment: Comment.optional(),
})
export type SegmentPatch = z.infer<typeof SegmentPatch>

/** A segment in one environment without its lists, which may be long. */
export const SegmentSummary = z.object({
  includedCount: z.int(),
  excludedCount: z.int(),
  conditions: SegmentConfiguration.shape.conditions,
  version: z.int(),
  updatedAt: Instant,
})
export type SegmentSummary = z.infer<typeof SegmentSummary>

export const SegmentView = z.object({
  key: z.string(),
  name: z.string(),
  description: z.string(),
  tags: z.array(z.string()),
  version: z.int(),
  createdAt: Instant,
  /** By environment key; only the one asked for, when one was. */
  environments: z.record(z.string(), SegmentSummary),
})
export type SegmentView = z.infer<typeof SegmentView>

/** A flag or another segment that asks for the segment, and where. */
export const SegmentUse = z.object({
  kind: z.enum(['flag', 'segment']),
  key: z.string(),
  /** Keys, in the order in which people list environments. */
  environments: z.array(z.string()),
})
export type SegmentUse = z.infer<typeof SegmentUse>

export const SegmentDetails = SegmentView.extend({ usedBy: z.array(SegmentUse) })
export type SegmentDetails = z.infer<typeof SegmentDetails>

export const SegmentList = z.object({
  segments: z.array(SegmentView),
  nextCursor: z.string().nullable(),
})
export type SegmentList = z.infer<typeof SegmentList>

/** A segment in one environment with its lists, and the revision that carries it. */
export const SegmentConfigurationChanged = SegmentConfiguration.extend({
  key: z.string(),
  environment: z.string(),
  version: z.int(),
  updatedAt: Instant,
  /** The environment's newest revision; unchanged when nothing was to change. */
  revision: z.int(),
})
export type SegmentConfigurationChanged = z.infer<typeof SegmentConfigurationChanged>
