import type { FastifyInstance, FastifyRequest } from 'fastify'
import { AppError } from '../app-error.ts'
import type { Authenticate, Identified } from '../authenticate.ts'
import type { RateLimiter } from './rate-limits.ts'

/** Whoever is let in may ask so often. */
export function unhurried(limiter: RateLimiter, authenticate: Authenticate): Authenticate {
  return async (request) => {
    const identified = await authenticate(request)
    limiter.actor(identified.access.actor)
    return identified
  }
}

/**
 * Whoever shows a token that opens nothing may do so only so often. It counts after the token was looked
 * up: to a good one it makes no difference. Cookies are signed: nobody guesses at them.
 */
export async function limitBadTokens(
  limiter: RateLimiter,
  { ip, headers }: FastifyRequest,
  identifying: Promise<Identified>,
): Promise<Identified> {
  try {
    return await identifying
  } catch (error) {
    const isBad = error instanceof AppError && error.status === 401
    if (isBad && headers.authorization !== undefined) limiter.badToken(ip)
    throw error
  }
}

/** So may an address of what is open to everybody. */
export function limitStrangers(app: FastifyInstance, limiter: RateLimiter): void {
  app.addHook('onRequest', async ({ ip, routeOptions }) => {
    if (routeOptions.config.rule === 'public') limiter.stranger(ip)
  })
}

/** … and of what SDKs ask for, before anybody looks at their key. */
export function limitSdks(app: FastifyInstance, limiter: RateLimiter): void {
  app.addHook('onRequest', async ({ ip, method }) => {
    // A preflight costs nothing, and a page that meets a limit there cannot read when to come back.
    if (method !== 'OPTIONS') limiter.sdkAddress(ip)
  })
}
