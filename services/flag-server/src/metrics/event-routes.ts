import { Events } from '@bunting/protocol'
import type { FastifyRequest } from 'fastify'
import type { Api } from '../http/api.ts'
import { AppError } from '../http/app-error.ts'
import { bearerOf } from '../http/bearer.ts'
import type { SdkKey } from '../sdk-keys/sdk-keyring.ts'
import type { Services } from '../services.ts'

const MOST_BYTES = 64 * 1024
/** As many as one stream may send, for each address. */
const GUARDED = { rateLimit: { max: 3_000, timeWindow: '1 minute' } }

/**
 * `POST /sdk/v1/events`: evaluation counts of SDKs whose stream is down. Answers when they are stored
 * for good; a batch that is sent again counts once.
 */
export async function eventRoutes(
  app: Api,
  { sdkKeyring, events }: Pick<Services, 'sdkKeyring' | 'events'>,
): Promise<void> {
  const senders = new WeakMap<FastifyRequest, SdkKey>()

  app.post(
    '/events',
    {
      bodyLimit: MOST_BYTES,
      config: GUARDED,
      schema: { hide: true, body: Events },
      // Before the body is read: who has no key need not send one.
      onRequest: async (request) => {
        const key = await sdkKeyring.verify(bearerOf(request.headers.authorization))
        if (key === 'unknown') {
          throw new AppError('sdk_key_unknown', 'send an SDK key as "Authorization: Bearer"')
        }
        if (key === 'revoked') throw new AppError('sdk_key_revoked', 'this SDK key was revoked')
        senders.set(request, key)
      },
    },
    async (request, reply) => {
      const key = senders.get(request)
      if (!key) throw new AppError('sdk_key_unknown', 'send an SDK key as "Authorization: Bearer"')
      await events.take(request.body, { key, sdk: null, application: null })
      return reply.code(202).send({ stored: [request.body.id] })
    },
  )
}
