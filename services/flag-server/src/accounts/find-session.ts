import { and, eq, gt, isNull, not, or, sql } from 'drizzle-orm'
import type { Database } from '../database/connect.ts'
import { session, user } from '../database/schema.ts'
import type { Actor } from '../http/actor.ts'
import { policyAsks } from './account-policy.ts'
import { SESSION_S, type SessionCookie } from './session-cookie.ts'

export interface Session {
  readonly id: string
  readonly actor: Actor
  /** Everybody needs a second factor, and this person has none yet: they may set one up, no more. */
  readonly mustEnrol: boolean
  /** `Set-Cookie` values, when the session was renewed. */
  readonly cookies: readonly string[]
}

/** "Last seen" is for people: a minute is exact enough, and a row is written no oftener. */
const SEEN_MS = 60_000
const RENEW_AFTER_MS = 24 * 60 * 60_000

/** One look-up by a unique index: no cache that would be wrong for a while is worth less than that. */
export async function findSession(
  db: Database,
  cookie: SessionCookie,
  token: string,
): Promise<Session | null> {
  const [found] = await db
    .select({
      id: session.id,
      seenAt: session.seenAt,
      expiresAt: session.expiresAt,
      through: session.through,
      userId: user.id,
      name: user.name,
      email: user.email,
      hasSecondFactor: user.twoFactorEnabled,
      required: policyAsks('secondFactorRequired'),
    })
    .from(session)
    .innerJoin(user, eq(user.id, session.userId))
    .where(
      and(
        eq(session.token, token),
        gt(session.expiresAt, sql`now()`),
        isNull(user.disabledAt),
        or(eq(session.through, 'sso'), not(policyAsks('ssoRequired'))),
      ),
    )
  if (!found) return null
  const { userId, name, email, through } = found
  const now = Date.now()
  const renew = found.expiresAt.getTime() - now < SESSION_S * 1_000 - RENEW_AFTER_MS
  if (renew || now - found.seenAt.getTime() > SEEN_MS) {
    const seenAt = new Date(now)
    const expiresAt = renew ? new Date(now + SESSION_S * 1_000) : found.expiresAt
    await db.update(session).set({ seenAt, expiresAt }).where(eq(session.id, found.id))
  }
  return {
    id: found.id,
    actor: { type: 'user', id: userId, name, email, via: 'ui' },
    mustEnrol: found.required && through === 'password' && found.hasSecondFactor !== true,
    cookies: renew ? [cookie.write(token)] : [],
  }
}
