import { z } from 'zod'
import { Comment, Key, ShortText } from '../http/fields.ts'
import { Policy } from '../policies/policy-schemas.ts'

export const NewEnvironment = z.strictObject({
  key: Key,
  name: ShortText.min(1).optional(),
  /** Default false. */
  production: z.boolean().optional(),
  /** Key of the environment whose configurations it begins with. Default: every flag is off. */
  copyFrom: Key.optional(),
  comment: Comment.optional(),
})
export type NewEnvironment = z.infer<typeof NewEnvironment>

export const EnvironmentPatch = z.strictObject({
  name: ShortText.min(1).optional(),
  production: z.boolean().optional(),
  /** What is left out stays. */
  policy: Policy.partial().optional(),
  /** As you saw it; what is not so any more is refused with `stale_version`. Of the rest nothing is asked. */
  expected: z
    .strictObject({
      name: ShortText.optional(),
      production: z.boolean().optional(),
      policy: Policy.partial().optional(),
    })
    .optional(),
  comment: Comment.optional(),
})
export type EnvironmentPatch = z.infer<typeof EnvironmentPatch>

/** The order in which people list environments. */
export const EnvironmentOrder = z.strictObject({
  /** Keys of all of them, each once. */
  environments: z.array(Key).min(1).max(1_000),
})
