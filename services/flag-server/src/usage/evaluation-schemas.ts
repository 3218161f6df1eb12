import { z } from 'zod'
import { Instant, Key } from '../http/fields.ts'

const MOST_FLAGS = 100

export const EvaluationsQuery = z.strictObject({
  /** Default: an hour before `to`. */
  from: Instant.optional(),
  /** Default: now. */
  to: Instant.optional(),
  /** Seconds from one count to the next: whole minutes, or whole hours for what is long ago. */
  step: z.coerce.number().int().positive().multipleOf(60).max(86_400).optional(),
})
export type EvaluationsQuery = z.infer<typeof EvaluationsQuery>

const EvaluationSeries = z.object({
  /** Null when the caller's fallback was served; then `errorCode` says why. */
  variant: z.string().nullable(),
  errorCode: z.string().nullable(),
  total: z.int(),
  /** One for each step, 0 where there was none. */
  counts: z.array(z.int()),
})
export type EvaluationSeries = z.infer<typeof EvaluationSeries>

/** How often a flag was evaluated, and with which answer. */
export const Evaluations = z.object({
  /** Start of the first step and end of the last: the times asked for, on whole steps. */
  from: Instant,
  to: Instant,
  stepSeconds: z.int(),
  total: z.int(),
  /** Each variant of the flag, then what else was served, then errors. */
  series: z.array(EvaluationSeries),
  lastSeenAt: Instant.nullable(),
})
export type Evaluations = z.infer<typeof Evaluations>

export const FlagsQuery = z.strictObject({
  /** Keys of flags, with commas between them. */
  flags: z
    .string()
    .transform((keys) => keys.split(','))
    .pipe(z.array(Key).min(1).max(MOST_FLAGS)),
})

/** The last 24 hours of some flags, by the hour. */
export const EvaluationsOfFlags = z.object({
  from: Instant,
  to: Instant,
  stepSeconds: z.literal(3_600),
  flags: z.array(
    z.object({
      key: z.string(),
      total: z.int(),
      /** 24, the current hour last. */
      counts: z.array(z.int()),
      lastSeenAt: Instant.nullable(),
    }),
  ),
})
export type EvaluationsOfFlags = z.infer<typeof EvaluationsOfFlags>

/** A name that code asks for, and no flag has. */
export const UnknownFlag = z.object({
  key: z.string(),
  /** A flag had it that is archived now. */
  archived: z.boolean(),
  firstSeenAt: Instant,
  lastSeenAt: Instant,
  count: z.int(),
  /** Said by client keys alone, whose word could be anybody's. */
  fromClients: z.boolean(),
  /** Who asked last, if it said so. */
  sdk: z.string().nullable(),
  application: z.string().nullable(),
})
export type UnknownFlag = z.infer<typeof UnknownFlag>

export const UnknownFlagList = z.object({ unknownFlags: z.array(UnknownFlag) })
export type UnknownFlagList = z.infer<typeof UnknownFlagList>
