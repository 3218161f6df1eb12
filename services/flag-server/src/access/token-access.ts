import { and, eq, isNull, lt, or, sql } from 'drizzle-orm'
import { type Ask, askTogether } from '../database/ask-together.ts'
import type { Database } from '../database/connect.ts'
import { apiTokens } from '../database/schema.ts'
import { AppError } from '../http/app-error.ts'
import type { Access } from './access.ts'
import { type FoundToken, readTokenAccess } from './read-access.ts'
import { hashToken, prefixOf, sameHash } from './token-text.ts'

/** `lastUsedAt` is for people who tidy up: a minute is exact enough, and a row is written no oftener. */
const LAST_USED_MS = 60_000

/** What the bearer of a token may do now. Rejects with 401 unless it is good. */
export type TokenAccess = (token: string) => Promise<Access>

/** Looks each up, good or made up, without taking more of the database than two connections. */
export function createTokenAccess(db: Database): TokenAccess {
  const find = askTogether((prefixes: readonly string[]) => readTokenAccess(db, prefixes))
  return (token) => tokenAccess(db, find, token)
}

async function tokenAccess(
  db: Database,
  find: Ask<string, FoundToken>,
  token: string,
): Promise<Access> {
  const prefix = prefixOf(token)
  const found = prefix === undefined ? undefined : await find(prefix)
  if (!found || !sameHash(found.row.hash, hashToken(token))) {
    throw new AppError('unauthorized', 'this token is none of this server')
  }
  const { row, ownerDisabled, access } = found
  if (row.revokedAt) throw new AppError('unauthorized', 'this token was revoked')
  if (row.expiresAt && row.expiresAt.getTime() <= Date.now()) {
    throw new AppError('unauthorized', `this token expired at ${row.expiresAt.toISOString()}`)
  }
  if (ownerDisabled) throw new AppError('unauthorized', 'the person of this token is disabled')
  if (!row.lastUsedAt || Date.now() - row.lastUsedAt.getTime() > LAST_USED_MS) {
    await noteUse(db, row.id)
  }
  return access
}

async function noteUse(db: Database, id: string): Promise<void> {
  await db
    .update(apiTokens)
    .set({ lastUsedAt: sql`now()` })
    .where(
      and(
        eq(apiTokens.id, id),
        or(
          isNull(apiTokens.lastUsedAt),
          lt(apiTokens.lastUsedAt, sql`now() - interval '1 minute'`),
        ),
      ),
    )
}
