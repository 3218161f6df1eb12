import { z } from 'zod/mini'

/** The client found a gap or a wrong checksum and asks for a snapshot. */
export const Resync = z.strictObject({
  type: z.literal('resync'),
  reason: z.enum(['gap', 'checksum', 'malformed']),
})

export type Resync = z.infer<typeof Resync>
