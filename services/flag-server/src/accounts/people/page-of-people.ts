import { and, eq, gt, ilike, or, type SQL } from 'drizzle-orm'
import { z } from 'zod'
import { containing } from '../../database/containing.ts'
import { user } from '../../database/schema.ts'
import { invalid } from '../../http/app-error.ts'
import { ShortText, Text } from '../../http/fields.ts'

/** A part of a list of people by name. */
export const PageOfPeople = z.strictObject({
  /** In name or address. */
  search: ShortText.optional(),
  /** `nextCursor` of the page before. */
  cursor: z.string().max(600).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})
export type PageOfPeople = z.infer<typeof PageOfPeople>

/** Who is on this page or a later one. */
export function onPage({ search, cursor }: PageOfPeople): SQL | undefined {
  const like = search ? containing(search) : undefined
  return and(
    like === undefined ? undefined : or(ilike(user.name, like), ilike(user.email, like)),
    cursor === undefined ? undefined : after(cursor),
  )
}

/** A name may be another's as well, so the id decides between them. */
export function cursorOf({ name, id }: { readonly name: string; readonly id: string }): string {
  return Buffer.from(JSON.stringify([name, id])).toString('base64url')
}

function after(cursor: string): SQL | undefined {
  const [name, id] = readCursor(cursor)
  return or(gt(user.name, name), and(eq(user.name, name), gt(user.id, id)))
}

const Cursor = z.tuple([Text, Text])

function readCursor(cursor: string): readonly [name: string, id: string] {
  try {
    return Cursor.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()))
  } catch {
    throw invalid([{ path: 'querystring.cursor', message: 'is not from a list of people' }])
  }
}
