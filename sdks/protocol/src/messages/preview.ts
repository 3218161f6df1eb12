import { z } from 'zod/mini'
import { Count } from './revision.ts'

/**
 * Header of a flag as it might become; its line follows. Asks a server SDK how many of the contexts
 * it saw lately would be answered otherwise. Nothing is put in force.
 */
export const Preview = z.strictObject({
  type: z.literal('preview'),
  id: z.string().check(z.minLength(1), z.maxLength(64)),
  /** How many lines of flags follow: 1. */
  flags: Count,
  /** How many lines of segments follow: 0. */
  segments: Count,
})

export type Preview = z.infer<typeof Preview>
