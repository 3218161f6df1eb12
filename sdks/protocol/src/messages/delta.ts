import { z } from 'zod/mini'
import { Checksum, Count, Epoch, Revision } from './revision.ts'

/**
 * Header of what changed between two revisions; changed flags and segments follow, a line each.
 * Only a client that holds `from` may apply it.
 */
export const Delta = z.strictObject({
  type: z.literal('delta'),
  epoch: Epoch,
  from: Revision,
  to: Revision,
  /** Of the ruleset at `to`. */
  checksum: Checksum,
  flags: Count,
  segments: Count,
  removedFlags: z.array(z.string()),
  removedSegments: z.array(z.string()),
})

export type Delta = z.infer<typeof Delta>
