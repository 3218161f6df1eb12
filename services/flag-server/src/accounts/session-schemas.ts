import { z } from 'zod'
import { Instant } from '../http/fields.ts'

export const SessionView = z.object({
  id: z.string(),
  /** As the browser called itself when it signed in. */
  userAgent: z.string().nullable(),
  /** The IP address it signed in from. */
  address: z.string().nullable(),
  through: z.enum(['password', 'sso']),
  createdAt: Instant,
  /** To the minute. */
  seenAt: Instant,
  /** Whether it is the one that asks. */
  current: z.boolean(),
})
export type SessionView = z.infer<typeof SessionView>

export const SessionList = z.object({ sessions: z.array(SessionView) })
export type SessionList = z.infer<typeof SessionList>
