import { z } from 'zod'
import { wordsOf } from '../flags/flag-query.ts'
import { Key, Text } from '../http/fields.ts'
import { ReleaseState } from './release-schemas.ts'

const MOST_WORDS = 10

/** Which releases of an environment a list shows. */
export const ReleaseQuery = z.strictObject({
  flag: Key.optional(),
  /** `live`: running, holding or paused. `ended`: completed, rolled back or aborted. */
  state: z.enum([...ReleaseState.options, 'live', 'ended']).optional(),
  /** Each word must occur in the flag's key or in the state, in any case. */
  search: Text.max(200)
    .refine((text) => wordsOf(text).length <= MOST_WORDS, `must be ${MOST_WORDS} words at most`)
    .optional(),
  /** `nextCursor` of the page before, of the same query. */
  cursor: z
    .string()
    .regex(
      /^\d{1,15}_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
      'must be the nextCursor of a page',
    )
    .optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})
export type ReleaseQuery = z.infer<typeof ReleaseQuery>
