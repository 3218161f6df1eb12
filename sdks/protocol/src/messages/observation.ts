import { z } from 'zod/mini'
import { MAX_UNITS } from '../event-limits.ts'

/**
 * What was seen of a release that is running: which units were served one of its arms or, with a
 * metric, for which of them something went wrong. Without units: a sign of life, all is well.
 */
export const Observation = z.strictObject({
  release: z.uuid(),
  /** As the flag said it when the unit was served. */
  stretch: z.int().check(z.nonnegative(), z.maximum(1_000_000)),
  /** Of a guard: `errors`, `slow`, or a name given to `track`. */
  metric: z.exactOptional(z.string().check(z.minLength(1), z.maxLength(128))),
  arm: z.enum(['control', 'treatment']),
  /** Positions in the rollout, 0 … 2^32 − 1: whose they are, nobody can tell. */
  units: z
    .array(z.int().check(z.nonnegative(), z.maximum(0xffff_ffff)))
    .check(z.maxLength(MAX_UNITS)),
})

export type Observation = z.infer<typeof Observation>

/** How long calls of `run` took that were served one variant. */
export const RunDurations = z.strictObject({
  flag: z.string().check(z.minLength(1), z.maxLength(256)),
  variant: z.string().check(z.maxLength(256)),
  /**
   * How many calls were in which bucket. Buckets widen by a quarter: the first ends at 1 ms, bucket n
   * at 1.25^n ms, the last, 59, has no end.
   */
  buckets: z
    .array(z.tuple([z.int().check(z.nonnegative(), z.maximum(59)), z.int().check(z.positive())]))
    .check(z.maxLength(60)),
})

export type RunDurations = z.infer<typeof RunDurations>
