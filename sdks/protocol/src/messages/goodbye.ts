import { z } from 'zod/mini'

/** The server stops: connect again, elsewhere, after a random delay of at most this. */
export const Goodbye = z.strictObject({
  type: z.literal('goodbye'),
  reconnectWithinMs: z.int().check(z.nonnegative(), z.maximum(600_000)),
})

export type Goodbye = z.infer<typeof Goodbye>
