import { asc, eq, inArray, type SQL, sql } from 'drizzle-orm'
import type { Database, Transaction } from '../../database/connect.ts'
import { account, session, user } from '../../database/schema.ts'
import { AppError } from '../../http/app-error.ts'
import { cursorOf, onPage, type PageOfPeople } from './page-of-people.ts'
import type { PeopleList, PersonView } from './person-schemas.ts'

/** By name. */
export async function listPeople(db: Database, page: PageOfPeople): Promise<PeopleList> {
  const { limit } = page
  const rows = await selectPeople(db, onPage(page), limit + 1)
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    people: shown,
    nextCursor: last && rows.length > limit ? cursorOf(last) : null,
  }
}

export async function findPerson(db: Database | Transaction, id: string): Promise<PersonView> {
  const [person] = await selectPeople(db, eq(user.id, id), 1)
  if (!person) throw new AppError('person_not_found', 'nobody here has this id')
  return person
}

async function selectPeople(
  db: Database | Transaction,
  condition: SQL | undefined,
  limit: number,
): Promise<PersonView[]> {
  const rows = await db
    .select()
    .from(user)
    .where(condition)
    .orderBy(asc(user.name), asc(user.id))
    .limit(limit)
  const ids = rows.map(({ id }) => id)
  if (ids.length === 0) return []
  // One after the other: in a transaction there is one connection.
  const ways = await db
    .select({ userId: account.userId, providerId: account.providerId })
    .from(account)
    .where(inArray(account.userId, ids))
  const seen = await db
    .select({
      userId: session.userId,
      at: sql<Date>`max(${session.seenAt})`.mapWith(session.seenAt),
    })
    .from(session)
    .where(inArray(session.userId, ids))
    .groupBy(session.userId)
  const seenAt = new Map(seen.map(({ userId, at }) => [userId, at.toISOString()]))
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    email: row.email,
    administrator: row.administrator,
    disabled: row.disabledAt !== null,
    secondFactor: row.twoFactorEnabled === true,
    signsInWith: [...new Set(ways.filter(({ userId }) => userId === row.id).map(wayOf))].sort(),
    createdAt: row.createdAt.toISOString(),
    seenAt: seenAt.get(row.id) ?? null,
  }))
}

const wayOf = ({ providerId }: { providerId: string }) =>
  providerId === 'credential' ? 'password' : 'sso'
