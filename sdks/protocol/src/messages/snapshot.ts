import { z } from 'zod/mini'
import { Checksum, Count, Epoch, Revision } from './revision.ts'

/** Header of the whole ruleset; its flags and segments follow, a line each. */
export const Snapshot = z.strictObject({
  type: z.literal('snapshot'),
  epoch: Epoch,
  revision: Revision,
  checksum: Checksum,
  /** How many lines of flags follow. */
  flags: Count,
  /** How many lines of segments follow those. */
  segments: Count,
})

export type Snapshot = z.infer<typeof Snapshot>
