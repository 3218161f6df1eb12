import { and, gt, isNull, not, or, type SQL, sql } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'

export interface Ends {
  readonly revokedAt: PgColumn
  readonly expiresAt: PgColumn
}

/** Keys and tokens that still open something. */
export function notEnded({ revokedAt, expiresAt }: Ends): SQL | undefined {
  return and(isNull(revokedAt), or(isNull(expiresAt), gt(expiresAt, sql`now()`)))
}

export function hasEnded(ends: Ends): SQL {
  return not(notEnded(ends) ?? sql`true`)
}
