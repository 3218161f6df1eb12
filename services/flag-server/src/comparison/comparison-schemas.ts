import { z } from 'zod'

/** A flag or segment that differs; each side as an audit entry would tell it. */
export const ComparedItem = z.object({
  target: z.object({ type: z.enum(['flag', 'segment']), key: z.string() }),
  left: z.unknown(),
  right: z.unknown(),
})
export type ComparedItem = z.infer<typeof ComparedItem>

export const Comparison = z.object({
  left: z.object({ environment: z.string(), revision: z.int() }),
  right: z.object({ environment: z.string(), revision: z.int() }),
  items: z.array(ComparedItem),
  /** How many flags and segments differ, and how many there are, over all pages. */
  differing: z.int(),
  total: z.int(),
  nextCursor: z.string().nullable(),
})
export type Comparison = z.infer<typeof Comparison>
