import { z } from 'zod/mini'
import { Epoch, Revision } from './revision.ts'

/** Alive. The server's carries its newest revision, so that lag is seen as well as silence. */
export const Heartbeat = z.strictObject({
  type: z.literal('heartbeat'),
  /** Of the revision; the server's alone. */
  epoch: z.optional(Epoch),
  revision: z.optional(Revision),
})

export type Heartbeat = z.infer<typeof Heartbeat>
