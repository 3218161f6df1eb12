import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Accounts } from '../accounts/accounts.ts'
import { SDK_KEY_PREFIX } from '../sdk-keys/sdk-key-rows.ts'
import type { Actor } from './actor.ts'
import { AppError } from './app-error.ts'
import { bearerOf } from './bearer.ts'

const TOKEN_ACTOR: Actor = {
  type: 'token',
  id: 'BUNTING_ADMIN_TOKEN',
  name: 'admin token',
  email: null,
  via: 'api',
}

/** Finds out who asks, by bearer token or by session cookie, or refuses. */
export function createAuthenticate(accounts: Accounts, adminToken: string | undefined) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    if (request.headers.authorization !== undefined) {
      request.actor = actorOfToken(bearerOf(request.headers.authorization), adminToken)
      return
    }
    refuseOtherOrigins(request)
    const session = await accounts.sessionOf(request.headers)
    if (!session) {
      throw new AppError('unauthorized', 'sign in, or send Authorization: Bearer <admin token>')
    }
    if (session.cookies.length > 0) reply.header('set-cookie', session.cookies)
    request.actor = session.actor
  }
}

function actorOfToken(token: string | undefined, adminToken: string | undefined): Actor {
  if (token && SDK_KEY_PREFIX.test(token)) {
    throw new AppError(
      'sdk_key_not_allowed',
      'this is an SDK key: it may read its ruleset, and nothing of the admin API',
    )
  }
  if (token === undefined || adminToken === undefined || !sameText(token, adminToken)) {
    throw new AppError('unauthorized', 'this token is not BUNTING_ADMIN_TOKEN of the server')
  }
  return TOKEN_ACTOR
}

/** Takes as long for a near miss as for any other. */
function sameText(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(a), digest(b))
}

/**
 * A page of another origin can make a browser send our cookie. It cannot hide where it is from:
 * browsers send `Origin` with everything that changes something, and with every WebSocket.
 */
export function refuseOtherOrigins({ headers, host }: FastifyRequest): void {
  if (headers.origin === undefined) return
  if (URL.canParse(headers.origin) && new URL(headers.origin).host === host) return
  throw new AppError('cross_origin', `requests from ${headers.origin} may not use this session`)
}
