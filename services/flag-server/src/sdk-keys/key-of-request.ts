import type { FastifyRequest } from 'fastify'
import { AppError } from '../http/app-error.ts'
import { bearerOf } from '../http/bearer.ts'
import type { RateLimiter } from '../http/rate-limits/rate-limits.ts'
import type { SdkKey, SdkKeyring } from './sdk-keyring.ts'

/** The good key that an SDK's request shows; throws what to answer when it shows none. */
export async function keyOfRequest(
  { headers, ip }: Pick<FastifyRequest, 'headers' | 'ip'>,
  keyring: SdkKeyring,
  limiter: RateLimiter,
): Promise<SdkKey> {
  const key = await keyring.verify(bearerOf(headers.authorization))
  if (key === 'unknown') {
    limiter.badSdkKey(ip)
    throw new AppError(
      'sdk_key_unknown',
      'send Authorization: Bearer with an SDK key of this server',
    )
  }
  if (key === 'revoked')
    throw new AppError('sdk_key_revoked', 'this SDK key was revoked, or has expired')
  limiter.sdkKey(key.id)
  return key
}
