import { z } from 'zod/mini'
import { Flag, Segment } from '../ruleset-schema.ts'
import { Checksum, Epoch, Revision } from './revision.ts'

/** What changed between two revisions. Only a client that holds `from` may apply it. */
export const Delta = z.strictObject({
  type: z.literal('delta'),
  epoch: Epoch,
  from: Revision,
  to: Revision,
  /** Of the ruleset at `to`. */
  checksum: Checksum,
  flags: z.array(Flag),
  segments: z.array(Segment),
  removedFlags: z.array(z.string()),
  removedSegments: z.array(z.string()),
})

export type Delta = z.infer<typeof Delta>
