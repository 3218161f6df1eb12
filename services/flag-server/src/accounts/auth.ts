import { betterAuth } from 'better-auth'
import { drizzleAdapter } from 'better-auth/adapters/drizzle'
import { hashPassword, verifyPassword } from 'better-auth/crypto'
import { twoFactor } from 'better-auth/plugins/two-factor'
import { eq } from 'drizzle-orm'
import type { Database, Transaction } from '../database/connect.ts'
import * as schema from '../database/schema.ts'
import { PASSWORD_LENGTH } from './account-schemas.ts'
import { makeRecoveryCodes } from './recovery-codes.ts'
import { SESSION_S } from './session-cookie.ts'

/** scrypt, off the main thread. */
export interface Passwords {
  hash(password: string): Promise<string>
  verify(attempt: { hash: string; password: string }): Promise<boolean>
}

export const SCRYPT: Passwords = { hash: hashPassword, verify: verifyPassword }

export interface AuthOptions {
  readonly secret: string
  readonly baseUrl: string
  readonly passwords: Passwords
}

export type Auth = ReturnType<typeof createAuth>

/**
 * better-auth on a database, or on one transaction of it, which takes a millisecond. It answers no
 * request itself: the routes are ours.
 */
export function createAuth(db: Database | Transaction, options: AuthOptions) {
  return betterAuth({
    appName: 'Bunting',
    database: drizzleAdapter(db, { provider: 'pg', schema }),
    secret: options.secret,
    baseURL: options.baseUrl,
    emailAndPassword: {
      enabled: true,
      // Accounts are made by the one-time link, by invitation, or through single sign-on.
      disableSignUp: true,
      minPasswordLength: PASSWORD_LENGTH.min,
      maxPasswordLength: PASSWORD_LENGTH.max,
      password: options.passwords,
    },
    // No cookie cache: for as long as it lasts, a session that was ended goes on.
    session: { expiresIn: SESSION_S, cookieCache: { enabled: false } },
    plugins: [twoFactor({ backupCodeOptions: { customBackupCodesGenerate: makeRecoveryCodes } })],
    databaseHooks: {
      session: {
        create: {
          async before({ userId }) {
            const [found] = await db
              .select({ disabledAt: schema.user.disabledAt })
              .from(schema.user)
              .where(eq(schema.user.id, userId))
            if (found?.disabledAt !== null) return false
          },
        },
      },
    },
    advanced: { cookiePrefix: 'bunting', useSecureCookies: options.baseUrl.startsWith('https:') },
    telemetry: { enabled: false },
    logger: { disabled: true },
  })
}
