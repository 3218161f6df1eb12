import { z } from 'zod'
import { Comment, Key, ShortText } from '../http/fields.ts'
import { ERROR_STATUS, type ErrorCode } from '../http/problem.ts'

export const Archive = z.strictObject({
  /** Although code asked for it within the last seven days. */
  force: z.boolean().optional(),
  comment: Comment.optional(),
})
export type Archive = z.infer<typeof Archive>

export const Unarchive = z.strictObject({
  /** On again where it was on when it was archived. Else it comes back off everywhere. */
  asItWas: z.boolean().optional(),
  comment: Comment.optional(),
})
export type Unarchive = z.infer<typeof Unarchive>

export const DeleteQuery = z.strictObject({
  force: z.stringbool({ truthy: ['true'], falsy: ['false'] }).optional(),
})

const MOST_KEYS = 200
const Tags = z.array(Key).min(1).max(50)

/** What can be done to many flags at once. */
export const BulkAct = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('add-tags'), tags: Tags }),
  z.strictObject({ type: z.literal('remove-tags'), tags: Tags }),
  z.strictObject({ type: z.literal('set-owner'), owner: ShortText.min(1).nullable() }),
  z.strictObject({ type: z.literal('archive'), force: z.boolean().optional() }),
  z.strictObject({ type: z.literal('restore'), asItWas: z.boolean().optional() }),
  z.strictObject({ type: z.literal('delete'), force: z.boolean().optional() }),
  z.strictObject({ type: z.literal('switch'), environment: Key, on: z.boolean() }),
])
export type BulkAct = z.infer<typeof BulkAct>

/** A flag as it was when somebody selected it. */
const SeenFlag = z.strictObject({
  /** A flag that was deleted, and another made of its key, is not the one they saw. */
  createdAt: z.iso.datetime(),
  version: z.int().positive(),
  /** Version of its configuration by environment key. */
  environments: z.record(Key, z.int().positive()),
})
export type SeenFlag = z.infer<typeof SeenFlag>

export const Bulk = z.strictObject({
  keys: z.array(Key).min(1).max(MOST_KEYS),
  act: BulkAct,
  comment: Comment.optional(),
  /** By key: what is not so any more is refused with `stale_version`. Of others nothing is asked. */
  seen: z.record(Key, SeenFlag).optional(),
})
export type Bulk = z.infer<typeof Bulk>

const Outcome = z.discriminatedUnion('ok', [
  z.object({
    key: z.string(),
    ok: z.literal(true),
    /** False: it was so already. */
    changed: z.boolean(),
  }),
  z.object({
    key: z.string(),
    ok: z.literal(false),
    code: z.enum(Object.keys(ERROR_STATUS) as [ErrorCode, ...ErrorCode[]]),
    detail: z.string(),
    current: z.unknown().optional(),
  }),
])
export type BulkOutcome = z.infer<typeof Outcome>

/** One for each key, in their order. */
export const BulkOutcomes = z.object({ outcomes: z.array(Outcome) })
