import type { FastifyInstance } from 'fastify'
import type { Authenticate } from '../authenticate.ts'
import type { RateLimiter } from './rate-limits.ts'

/** Whoever is let in may ask so often. */
export function unhurried(limiter: RateLimiter, authenticate: Authenticate): Authenticate {
  return async (request) => {
    const identified = await authenticate(request)
    limiter.actor(identified.access.actor)
    return identified
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
