import type { IncomingHttpHeaders } from 'node:http'
import { type Auth, betterAuth } from 'better-auth'
import { drizzleAdapter } from 'better-auth/adapters/drizzle'
import type { Database } from '../database/connect.ts'
import * as schema from '../database/schema.ts'
import type { Actor } from '../http/actor.ts'
import { AppError } from '../http/app-error.ts'

/** Who people are. Passwords, sessions and cookies are better-auth's. */
export interface Accounts {
  signIn(email: string, password: string, headers: IncomingHttpHeaders): Promise<SignedIn>
  signOut(headers: IncomingHttpHeaders): Promise<string[]>
  /** Makes an account and signs in to it. Whoever calls has checked that this may be. */
  signUp(
    person: { name: string; email: string; password: string },
    headers: IncomingHttpHeaders,
  ): Promise<SignedIn>
  /** The signed-in user of a request, and cookies to renew. */
  sessionOf(headers: IncomingHttpHeaders): Promise<{ actor: Actor; cookies: string[] } | null>
}

export interface SignedIn {
  readonly actor: Actor
  /** `Set-Cookie` values. */
  readonly cookies: string[]
}

const DAY_S = 24 * 60 * 60

export function createAccounts(db: Database, secret: string, baseUrl: string): Accounts {
  const auth: Pick<Auth, 'api'> = betterAuth({
    database: drizzleAdapter(db, { provider: 'pg', schema }),
    secret,
    baseURL: baseUrl,
    emailAndPassword: {
      enabled: true,
      autoSignIn: true,
      minPasswordLength: 12,
      maxPasswordLength: 128,
    },
    session: {
      expiresIn: 14 * DAY_S,
      updateAge: DAY_S,
      // A look-up takes milliseconds; a signed cookie may stand for it this long.
      cookieCache: { enabled: true, maxAge: 60 },
    },
    advanced: { cookiePrefix: 'bunting', useSecureCookies: baseUrl.startsWith('https:') },
    telemetry: { enabled: false },
    logger: { disabled: true },
  })

  async function signedIn(response: Response): Promise<SignedIn> {
    const { user } = (await response.json()) as { user: Person }
    return { actor: actorOf(user), cookies: response.headers.getSetCookie() }
  }

  return {
    async signIn(email, password, headers) {
      const response = await auth.api.signInEmail({
        body: { email, password },
        headers: toHeaders(headers),
        asResponse: true,
      })
      if (!response.ok)
        throw new AppError('unauthorized', 'no account has this e-mail and password')
      return signedIn(response)
    },
    async signUp(person, headers) {
      const response = await auth.api.signUpEmail({
        body: person,
        headers: toHeaders(headers),
        asResponse: true,
      })
      if (!response.ok) {
        const { message } = (await response.json()) as { message?: string }
        throw new AppError('invalid_request', message ?? 'this account cannot be made')
      }
      return signedIn(response)
    },
    async signOut(headers) {
      const response = await auth.api.signOut({ headers: toHeaders(headers), asResponse: true })
      return response.headers.getSetCookie()
    },
    async sessionOf(headers) {
      if (!headers.cookie) return null
      const { headers: renewed, response } = await auth.api.getSession({
        headers: toHeaders(headers),
        returnHeaders: true,
      })
      return response && { actor: actorOf(response.user), cookies: renewed.getSetCookie() }
    },
  }
}

interface Person {
  readonly id: string
  readonly name: string
  readonly email: string
}

function actorOf({ id, name, email }: Person): Actor {
  return { type: 'user', id, name, email, via: 'ui' }
}

function toHeaders(from: IncomingHttpHeaders): Headers {
  const headers = new Headers()
  for (const name of ['cookie', 'user-agent', 'x-forwarded-for'] as const) {
    const value = from[name]
    if (typeof value === 'string') headers.set(name, value)
  }
  return headers
}
