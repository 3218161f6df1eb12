import { and, desc, type SQL, sql } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import type { EndedQuery } from '../http/ended-query.ts'
import { type Ends, notEnded } from './not-ended.ts'

interface KeysOrTokens extends Ends {
  readonly id: PgColumn
  readonly createdAt: PgColumn
}

interface LiveFirst {
  /** To be selected beside the row: what its cursor is made of. */
  readonly place: { readonly asOfMs: SQL<number>; readonly live: SQL<boolean> }
  /** What is on this page or a later one. */
  readonly where: SQL | undefined
  readonly order: readonly SQL[]
}

/**
 * Keys or tokens that open something, then those that have ended; of both the newest first. Which of the
 * two a row is stays as it was on the first page, or what ends meanwhile would come a second time.
 */
export function liveFirst(table: KeysOrTokens, { revoked, cursor }: EndedQuery): LiveFirst {
  const { id, createdAt, revokedAt, expiresAt } = table
  const [asOfMs = '', live, createdMs = '', lastId] = cursor?.split('_') ?? []
  const asOf = cursor === undefined ? sql`now()::timestamptz(3)` : instantOf(asOfMs)
  const isLive = sql<boolean>`coalesce(least(${revokedAt}, ${expiresAt}) > ${asOf}, true)`
  const isLater = sql`(${isLive}, ${createdAt}, ${id})
    < (${live === '1'}::boolean, ${instantOf(createdMs)}, ${lastId}::uuid)`
  return {
    place: {
      asOfMs: sql<number>`extract(epoch from ${asOf}) * 1000`.mapWith(Number),
      live: isLive,
    },
    where: and(revoked ? undefined : notEnded(table), cursor === undefined ? undefined : isLater),
    order: [desc(isLive), desc(createdAt), desc(id)],
  }
}

interface Placed {
  readonly asOfMs: number
  readonly live: boolean
}

/** The time may be another's as well, so the id decides between them. */
export function liveFirstCursor(
  { asOfMs, live }: Placed,
  { createdAt, id }: { readonly createdAt: Date; readonly id: string },
): string {
  return `${Math.round(asOfMs)}_${live ? 1 : 0}_${createdAt.getTime()}_${id}`
}

const instantOf = (ms: string) => sql`to_timestamp(${ms}::float8 / 1000)`
