import { z } from 'zod'
import { ActorView } from '../audit/audit-schemas.ts'
import { ProposedItem } from '../history/history-schemas.ts'
import { Comment, Instant, Key, ShortText, Text } from '../http/fields.ts'
import { Operation } from './operation-schemas.ts'

/**
 * - `open`: waits for approval, or to be applied where none is needed
 * - `approved`: may be applied
 * - `scheduled`: is applied at `applyAt`
 * - `applied`, `rejected`, `withdrawn`: over
 * - `stale`: what it would change is not what it was any more: `update` brings it to the present
 * - `failed`: could not be applied at its time; `why` says what was in the way
 */
export const ChangeRequestState = z.enum([
  'open',
  'approved',
  'scheduled',
  'applied',
  'stale',
  'rejected',
  'withdrawn',
  'failed',
])
export type ChangeRequestState = z.infer<typeof ChangeRequestState>

const Timing = {
  /** When it is to be applied; later than now. */
  applyAt: z.iso.datetime({ offset: true }),
  /** Not applied after this any more, should the server have been away. Default: a day after `applyAt`. */
  notLaterThan: z.iso.datetime({ offset: true }).optional(),
}

export const NewChangeRequest = z.strictObject({
  operation: Operation,
  /**
   * Of the flag's or the segment's configuration, with `update-flag` of the flag, as its author saw it:
   * 409 when it is another by now.
   */
  expectedVersion: z.int().min(1).optional(),
  /** Of what a restore, a copy or an undoing would do, as its author saw it: 409 when it is another by now. */
  fingerprint: z.string().max(64).optional(),
  /** In a few words; default: made from the operation. */
  title: ShortText.min(1).optional(),
  /** Why. Asked for where the environment's policy says so. */
  comment: Comment.optional(),
  applyAt: Timing.applyAt.optional(),
  notLaterThan: Timing.notLaterThan,
})
export type NewChangeRequest = z.infer<typeof NewChangeRequest>

/** Refused with 409 when the request was brought up to date since: `edition` is the one that was seen. */
const Edition = z.int().min(1)
export const Approval = z.strictObject({
  edition: Edition,
  /** The time that was seen, null for none: 409 when the request has another by now. */
  applyAt: z.iso.datetime({ offset: true }).nullable().optional(),
  comment: Comment.optional(),
})
export type Approval = z.infer<typeof Approval>
export const Rejection = z.strictObject({ comment: Comment.optional() })
export const Withdrawal = z.strictObject({ comment: Comment.optional() })
export const NewComment = z.strictObject({ text: Text.min(1).max(10_000) })
export const Application = z.strictObject({ edition: Edition.optional() })
export const Schedule = z.strictObject(Timing)
export type Schedule = z.infer<typeof Schedule>

/** An environment that it changes. */
export const Reach = z.object({
  environment: z.string(),
  /** Whether somebody could be served what they are not served now, and is not the off variant. */
  raisesExposure: z.boolean(),
  /** By the policy of the environment as it is now. */
  approvalRequired: z.boolean(),
  commentRequired: z.boolean(),
})

export const Assessment = z.object({
  reach: z.array(Reach),
  approvalRequired: z.boolean(),
  commentRequired: z.boolean(),
  /** A sentence; null when neither is required. */
  why: z.string().nullable(),
  /** What it would change, as entries of the history would tell it. */
  items: z.array(ProposedItem.extend({ environment: z.string().nullable() })),
})
export type Assessment = z.infer<typeof Assessment>
export const AssessmentBody = z.strictObject({ operation: Operation })

const Person = ActorView

export const ChangeRequestSummary = z.object({
  number: z.int(),
  title: z.string(),
  state: ChangeRequestState,
  /** Of `stale`, `failed` and `rejected`: a sentence. */
  why: z.string().nullable(),
  operation: z.enum(Operation.options.map((one) => one.shape.type.value)),
  /** Null: it is about all of them. */
  environment: z.string().nullable(),
  target: z.object({ type: z.string(), key: z.string() }),
  author: Person,
  createdAt: Instant,
  updatedAt: Instant,
  applyAt: Instant.nullable(),
  notLaterThan: Instant.nullable(),
  /** Who approved what it is now, for the time that it has. */
  approvedBy: z.array(Person),
  comments: z.int(),
})
export type ChangeRequestSummary = z.infer<typeof ChangeRequestSummary>

export const ChangeRequestEvent = z.object({
  type: z.enum([
    'opened',
    'commented',
    'approved',
    'rejected',
    'scheduled',
    'unscheduled',
    'updated',
    'stale',
    'applied',
    'failed',
    'withdrawn',
  ]),
  actor: Person,
  at: Instant,
  /** What was said, or what went wrong. */
  text: z.string().nullable(),
  edition: z.int(),
})
export type ChangeRequestEvent = z.infer<typeof ChangeRequestEvent>

/** Null: whoever asks may do it; else a sentence that says why not. */
const Why = z.string().nullable()

export const ChangeRequestView = ChangeRequestSummary.omit({ operation: true }).extend({
  operation: Operation,
  comment: z.string().nullable(),
  /** Counts how often it was brought up to date: approvals are of one edition. */
  edition: z.int(),
  reach: z.array(Reach),
  /** By the policies as they are now, of some environment it changes. */
  approvalRequired: z.boolean(),
  /** What it would change (or changed), as the author saw it. */
  items: Assessment.shape.items,
  /** While it is not over: why it could not be applied as it is, for its target has moved; else null. */
  moved: z.string().nullable(),
  /** The target's configuration as it is now, of a request about one flag; null when there is none. */
  current: z.unknown(),
  /** The revision that carries it, of one environment's. */
  appliedRevision: z.int().nullable(),
  events: z.array(ChangeRequestEvent),
  may: z.object({
    approve: Why,
    reject: Why,
    withdraw: Why,
    apply: Why,
    schedule: Why,
    unschedule: Why,
    update: Why,
    comment: Why,
  }),
})
export type ChangeRequestView = z.infer<typeof ChangeRequestView>

export const ChangeRequestQuery = z.strictObject({
  /** `live`: open, approved, scheduled, stale or failed; `ended`: applied, rejected or withdrawn. */
  state: z.enum([...ChangeRequestState.options, 'live', 'ended']).optional(),
  environment: Key.optional(),
  flag: Key.optional(),
  segment: Key.optional(),
  /** Of whoever asks. */
  mine: z.stringbool().optional(),
  /** That whoever asks could approve. */
  waitingForMe: z.stringbool().optional(),
  cursor: z.coerce.number().int().min(1).max(2_147_483_647).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})
export type ChangeRequestQuery = z.infer<typeof ChangeRequestQuery>

export const ChangeRequestList = z.object({
  changeRequests: z.array(ChangeRequestSummary),
  nextCursor: z.string().nullable(),
  /** How many wait for whoever asks, whatever the filter. */
  waitingForMe: z.int(),
})
export type ChangeRequestList = z.infer<typeof ChangeRequestList>
