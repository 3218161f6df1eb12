import { z } from 'zod/mini'
import { Flag, Segment } from '../ruleset-schema.ts'
import { Checksum, Epoch, Revision } from './revision.ts'

/** The whole ruleset. */
export const Snapshot = z.strictObject({
  type: z.literal('snapshot'),
  epoch: Epoch,
  revision: Revision,
  checksum: Checksum,
  flags: z.array(Flag),
  segments: z.array(Segment),
})

export type Snapshot = z.infer<typeof Snapshot>
