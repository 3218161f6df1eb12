import { z } from 'zod'

const Served = z.string().nullable()

/** What a change would do to the people whom the connected SDKs were asked about lately. */
export const FlagPreview = z.object({
  /** Seen in the last ten minutes, added up over the SDKs that answered: at most 1,000 of each. */
  contexts: z.int(),
  /** SDKs that answer previews, and those of them that did. */
  instances: z.object({ asked: z.int(), answered: z.int() }),
  /** How many of the contexts would get another variant, the largest group first; null: the caller's fallback. */
  changes: z.array(z.object({ from: Served, to: Served, count: z.int() })),
  /** How long the answer took, in milliseconds. */
  withinMs: z.int(),
})
export type FlagPreview = z.infer<typeof FlagPreview>
