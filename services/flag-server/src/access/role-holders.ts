import { and, countDistinct, eq } from 'drizzle-orm'
import type { Database } from '../database/connect.ts'
import { notEnded } from '../database/not-ended.ts'
import { apiTokens, memberships } from '../database/schema.ts'
import type { RoleHolders } from './access-schemas.ts'
import { findRole } from './find-role.ts'

/** How many have a role anywhere, each counted once; tokens that ended open nothing and do not count. */
export async function roleHolders(db: Database, key: string): Promise<RoleHolders> {
  await findRole(db, key)
  const [held] = await db
    .select({ people: countDistinct(memberships.userId), tokens: countDistinct(apiTokens.id) })
    .from(memberships)
    .leftJoin(apiTokens, and(eq(apiTokens.id, memberships.tokenId), notEnded(apiTokens)))
    .where(eq(memberships.role, key))
  return { people: held?.people ?? 0, tokens: held?.tokens ?? 0 }
}
