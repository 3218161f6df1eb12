import { z } from 'zod'

/** Of lists of keys and tokens: those that open nothing any more are left out unless asked for. */
export const EndedQuery = z.strictObject({
  /** Also those that were revoked or have ended. */
  revoked: z.stringbool({ truthy: ['true'], falsy: ['false'] }).default(false),
  /** `nextCursor` of the page before, of the same query. */
  cursor: z
    .string()
    .regex(
      /^\d{1,15}_[01]_\d{1,15}_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
      'must be the nextCursor of a page',
    )
    .optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})
export type EndedQuery = z.infer<typeof EndedQuery>
