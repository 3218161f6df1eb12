import { z } from 'zod'
import { Instant, Key } from '../http/fields.ts'
import { Decision, Step } from './explanation-schemas.ts'

/** Whom the question is about: any JSON object, as SDKs are given it. */
const Context = z.record(z.string(), z.unknown()).default({})

const When = {
  /** The ruleset in force at this moment. */
  at: z.iso.datetime({ offset: true }).optional(),
  /** The ruleset of this revision. */
  revision: z.int().min(0).optional(),
}

const ONE_MOMENT = {
  path: ['at'],
  error: 'and revision are two ways to name a moment: give one of them, or none for now',
}

function namesOneMoment({ at, revision }: { at?: unknown; revision?: unknown }): boolean {
  return at === undefined || revision === undefined
}

export const Explain = z
  .strictObject({ context: Context, ...When })
  .refine(namesOneMoment, ONE_MOMENT)
export type Explain = z.infer<typeof Explain>

export const ExplainFlags = z
  .strictObject({
    context: Context,
    ...When,
    /** Part of a key, in any case. */
    search: z.string().max(200).optional(),
    /** `nextCursor` of the page before; send the `revision` of that page with it. */
    cursor: Key.optional(),
    limit: z.int().min(1).max(200).default(50),
  })
  .refine(namesOneMoment, ONE_MOMENT)
export type ExplainFlags = z.infer<typeof ExplainFlags>

/** What the answer is of. */
const Moment = {
  revision: z.int(),
  /** The moment asked for, or now, or when the revision was made. */
  at: Instant,
}

export const FlagExplained = z.object({
  decision: Decision,
  steps: z.array(Step),
  /**
   * How the prerequisites that `steps` name came to their decisions, and theirs, to any depth: each flag
   * once, the nearest first.
   */
  prerequisites: z.array(z.object({ flag: z.string(), steps: z.array(Step) })),
  /** Some were left out: there are more than 100, or their steps are longer than 250,000 characters. */
  prerequisitesCut: z.literal(true).optional(),
  ...Moment,
})
export type FlagExplained = z.infer<typeof FlagExplained>

export const FlagsExplained = z.object({
  flags: z.array(z.object({ key: z.string(), decision: Decision })),
  nextCursor: z.string().nullable(),
  ...Moment,
})
export type FlagsExplained = z.infer<typeof FlagsExplained>
