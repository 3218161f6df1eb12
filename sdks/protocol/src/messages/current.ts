import { z } from 'zod/mini'
import { Epoch, Revision } from './revision.ts'

/** Answer to a hello: you already hold the newest revision. */
export const Current = z.strictObject({
  type: z.literal('current'),
  epoch: Epoch,
  revision: Revision,
})

export type Current = z.infer<typeof Current>
