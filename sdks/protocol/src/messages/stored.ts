import { z } from 'zod/mini'
import { BatchId } from './events.ts'

/** These batches of events are safe: the client may forget them. */
export const Stored = z.strictObject({
  type: z.literal('stored'),
  ids: z.array(BatchId),
})

export type Stored = z.infer<typeof Stored>
