import { z } from 'zod'
import { Comment, Key } from '../http/fields.ts'

/** One thing that would change; as an audit entry would tell it. */
export const ProposedItem = z.object({
  action: z.string(),
  target: z.object({ type: z.string(), key: z.string() }),
  before: z.unknown(),
  after: z.unknown(),
})
export type ProposedItem = z.infer<typeof ProposedItem>

/** One thing that stays as it is, and why. */
export const RefusedItem = z.object({
  target: z.object({ type: z.string(), key: z.string() }),
  code: z.string(),
  message: z.string(),
  /** Nothing at all is done while it stands in the way. */
  blocking: z.boolean(),
})
export type RefusedItem = z.infer<typeof RefusedItem>

/** What a restore, a revert or a copy would do now. */
export const Proposal = z.object({
  /** Key of the environment it is about; null when it is about all of them. */
  environment: z.string().nullable(),
  /** The revision it goes back to. */
  revision: z.int().nullable(),
  items: z.array(ProposedItem),
  refused: z.array(RefusedItem),
  /** Names this proposal: sent with the request that carries it out, it refuses any other. */
  fingerprint: z.string(),
})
export type Proposal = z.infer<typeof Proposal>

const Moment = {
  /** As it was at this moment. */
  at: z.iso.datetime({ offset: true }).optional(),
  /** As it was at this revision. */
  revision: z.coerce.number().int().min(0).optional(),
}

const ONE_MOMENT = { path: ['at'], error: 'or revision names the moment: give one of them' }
const namesOneMoment = ({ at, revision }: { at?: unknown; revision?: unknown }) =>
  (at === undefined) !== (revision === undefined)

export const ThenQuery = z.strictObject(Moment).refine(namesOneMoment, ONE_MOMENT)

/** What carries a proposal out. */
const Carried = {
  /** The `fingerprint` that was seen; 409 when by now it would be another. */
  fingerprint: z.string().max(64).optional(),
  comment: Comment.optional(),
}

export const Restore = z.strictObject({ ...Moment, ...Carried }).refine(namesOneMoment, ONE_MOMENT)
export type Restore = z.infer<typeof Restore>

export const Revert = z.strictObject(Carried)
export type Revert = z.infer<typeof Revert>

export const CopyQuery = z.strictObject({
  /** Key of the environment that is copied from. */
  from: Key,
})
export const Copy = CopyQuery.extend(Carried)
export type Copy = z.infer<typeof Copy>

export const Restored = z.object({
  environment: z.string().nullable(),
  /** The environment's newest revision; the one that carries it, when something changed. */
  revision: z.int().nullable(),
  /** How many flags and segments. */
  changed: z.int(),
})
export type Restored = z.infer<typeof Restored>
