import type { Database, Transaction } from '../database/connect.ts'
import { type Auth, type AuthOptions, createAuth, type Passwords } from './auth.ts'
import type { Caller } from './caller.ts'
import { findSession, type Session } from './find-session.ts'
import { createSessionCookie, type SessionCookie } from './session-cookie.ts'

/** Who people are. Passwords and second factors are better-auth's; the rest are verbs beside this file. */
export interface Accounts {
  readonly db: Database
  readonly auth: Auth
  readonly passwords: Passwords
  /** What signs cookies, and keeps the secrets of others unreadable at rest. */
  readonly secret: string
  readonly sessionCookie: SessionCookie
  /** What remembers, between password and code, whose password was right. */
  readonly challengeCookieName: string
  /** better-auth, doing what it does in this transaction. */
  authIn(tx: Transaction): Auth
  /**
   * The session of a request. Read from the database each time: one that was ended, or whose person
   * was disabled, is refused from that moment on, by every replica.
   */
  sessionOf(caller: Pick<Caller, 'cookie'>): Promise<Session | null>
}

export function createAccounts(db: Database, options: AuthOptions): Accounts {
  const secure = options.baseUrl.startsWith('https:')
  const sessionCookie = createSessionCookie(options.secret, secure)
  return {
    db,
    auth: createAuth(db, options),
    passwords: options.passwords,
    secret: options.secret,
    sessionCookie,
    challengeCookieName: `${secure ? '__Secure-' : ''}bunting.two_factor`,
    authIn: (tx) => createAuth(tx, options),
    async sessionOf({ cookie }) {
      const token = sessionCookie.read(cookie)
      return token === undefined ? null : findSession(db, sessionCookie, token)
    },
  }
}
