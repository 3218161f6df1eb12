import { z } from 'zod/mini'
import { Count } from './revision.ts'

/** Variant of an answer; null stands for the caller's fallback. */
const Served = z.nullable(z.string().check(z.maxLength(256)))

/** Answer to a preview: counts, and nothing of anybody's context. */
export const Previewed = z.strictObject({
  type: z.literal('previewed'),
  id: z.string().check(z.minLength(1), z.maxLength(64)),
  /** Contexts compared, each unit once: those seen in the last ten minutes, 1,000 at most. */
  contexts: Count,
  /** How many of them go from one variant to another. */
  changes: z
    .array(z.strictObject({ from: Served, to: Served, count: Count }))
    .check(z.maxLength(400)),
})

export type Previewed = z.infer<typeof Previewed>
