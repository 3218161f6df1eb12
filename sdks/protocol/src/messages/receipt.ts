import { z } from 'zod/mini'
import { Revision } from './revision.ts'

/** A client's word that it applied a revision. */
export const Receipt = z.strictObject({
  type: z.literal('receipt'),
  revision: Revision,
  /** Milliseconds from the message's arrival to its being in force. */
  appliedMs: z.number().check(z.nonnegative(), z.maximum(3_600_000)),
})

export type Receipt = z.infer<typeof Receipt>
