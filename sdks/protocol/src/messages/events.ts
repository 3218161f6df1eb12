import { z } from 'zod/mini'
import { EvaluationCount } from './evaluation-count.ts'

/** Names a batch of events for ever: one that is sent again counts once. */
export const BatchId = z.string().check(z.regex(/^[\w-]{16,64}$/))

/** Most counts in a batch. */
export const MAX_COUNTS = 500

/** What happened in a process or tab since its last batch. Kept there until it was `stored`. */
export const Events = z.strictObject({
  type: z.literal('events'),
  id: BatchId,
  /** Milliseconds since the batch was closed; more than 0 when it had to wait. */
  agoMs: z.int().check(z.nonnegative(), z.maximum(86_400_000)),
  counts: z.array(EvaluationCount).check(z.maxLength(MAX_COUNTS)),
})

export type Events = z.infer<typeof Events>
