import { z } from 'zod/mini'

/** How often one process or tab got one answer. */
export const EvaluationCount = z.strictObject({
  flag: z.string().check(z.minLength(1), z.maxLength(256)),
  /** Absent when no variant was served, but the caller's fallback. */
  variant: z.exactOptional(z.string().check(z.maxLength(256))),
  /** Why there was none: `FLAG_NOT_FOUND` tells of a flag that only code knows. */
  errorCode: z.exactOptional(z.string().check(z.maxLength(64))),
  count: z.int().check(z.positive()),
})

export type EvaluationCount = z.infer<typeof EvaluationCount>
