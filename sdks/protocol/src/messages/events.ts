import { z } from 'zod/mini'
import { MAX_AGO_MS, MAX_COUNTS, MAX_OBSERVATIONS } from '../event-limits.ts'
import { EvaluationCount } from './evaluation-count.ts'
import { Observation, RunDurations } from './observation.ts'

/** Names a batch of events for ever: one that is sent again counts once. */
export const BatchId = z.string().check(z.regex(/^[\w-]{16,64}$/))

/** What happened in a process or tab since its last batch. Kept there until it was `stored`. */
export const Events = z.strictObject({
  type: z.literal('events'),
  id: BatchId,
  /** Milliseconds since the batch was closed; more than 0 when it had to wait. */
  agoMs: z.int().check(z.nonnegative(), z.maximum(MAX_AGO_MS)),
  counts: z.array(EvaluationCount).check(z.maxLength(MAX_COUNTS)),
  observations: z.exactOptional(z.array(Observation).check(z.maxLength(MAX_OBSERVATIONS))),
  durations: z.exactOptional(z.array(RunDurations).check(z.maxLength(MAX_OBSERVATIONS))),
})

export type Events = z.infer<typeof Events>
