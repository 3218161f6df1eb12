import { and, eq, gt, isNull, or, sql } from 'drizzle-orm'
import { type Access, accessOf } from '../access/access.ts'
import { readPersonAccess, readTokenAccess } from '../access/read-access.ts'
import type { Database, Transaction } from '../database/connect.ts'
import { apiTokens } from '../database/schema.ts'
import type { Actor } from '../http/actor.ts'

/** The id of `BUNTING_ADMIN_TOKEN`, which no row is about. */
const ADMIN_TOKEN = 'BUNTING_ADMIN_TOKEN'

/** What somebody who asked for something earlier may do now; null when they are nobody any more. */
export async function accessNow(db: Database | Transaction, actor: Actor): Promise<Access | null> {
  if (actor.type === 'user') return readPersonAccess(db, actor.id)
  if (actor.type !== 'token') return null
  if (actor.id === ADMIN_TOKEN) return accessOf({ actor, administrator: true, grants: [] })
  const [token] = await db
    .select({ prefix: apiTokens.prefix })
    .from(apiTokens)
    .where(
      and(
        eq(apiTokens.id, actor.id),
        isNull(apiTokens.revokedAt),
        or(isNull(apiTokens.expiresAt), gt(apiTokens.expiresAt, sql`now()`)),
      ),
    )
  const found = token && (await readTokenAccess(db, [token.prefix])).get(token.prefix)
  return found && !found.ownerDisabled ? found.access : null
}
