import { z } from 'zod'
import { Key, Text } from '../http/fields.ts'
import { FlagKind, FlagState } from './flag-schemas.ts'
import { StaleReason } from './stale-words.ts'

const SORTS = ['key', 'created', 'changed', 'seen'] as const
export type SortName = (typeof SORTS)[number]

const Sort = z.enum([...SORTS, ...SORTS.map((name) => `-${name}` as const)])
export type Sort = z.infer<typeof Sort>

const MOST_WORDS = 10

/** What a list of flags shows, and in which order. */
export const FlagQuery = z.strictObject({
  /** Only this environment's configurations are told. */
  environment: Key.optional(),
  /** The environment that `state` and the orders `changed` and `seen` are about; these need one. */
  in: Key.optional(),
  /** Each word must occur in key, name, description, a tag or the owner, in any case. */
  search: Text.max(200)
    .refine((text) => wordsOf(text).length <= MOST_WORDS, `must be ${MOST_WORDS} words at most`)
    .optional(),
  kind: FlagKind.optional(),
  tag: Key.optional(),
  /** Empty: flags that nobody owns. */
  owner: Text.max(200).optional(),
  state: FlagState.optional(),
  stale: z.enum([...StaleReason.options, 'any']).optional(),
  /** Archived flags instead of those in use. */
  archived: z.stringbool({ truthy: ['true'], falsy: ['false'] }).optional(),
  /** `-changed` is the last changed first. */
  sort: Sort.default('key'),
  /** `nextCursor` of the page before, of the same query. */
  cursor: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})
export type FlagQuery = z.infer<typeof FlagQuery>

/** The same of all that is found, at once. */
export const FlagSelectionQuery = FlagQuery.omit({
  environment: true,
  sort: true,
  cursor: true,
  limit: true,
})
export type FlagSelectionQuery = z.infer<typeof FlagSelectionQuery>

export function wordsOf(search: string): string[] {
  return search.split(/\s+/).filter((word) => word !== '')
}

export function readSort(sort: Sort): { name: SortName; descending: boolean } {
  const name = SORTS.find((one) => sort.endsWith(one)) ?? 'key'
  return { name, descending: sort.startsWith('-') }
}
