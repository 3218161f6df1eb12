import { z } from 'zod'

/** Of lists of keys and tokens: those that open nothing any more are left out unless asked for. */
export const EndedQuery = z.strictObject({
  /** Also those that were revoked or have ended. */
  revoked: z.stringbool({ truthy: ['true'], falsy: ['false'] }).default(false),
})
