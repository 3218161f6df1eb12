import { Events } from '@bunting/protocol'
import type { FastifyRequest } from 'fastify'
import type { Api } from '../http/api.ts'
import { AppError } from '../http/app-error.ts'
import { keyOfRequest } from '../sdk-keys/key-of-request.ts'
import type { SdkKey } from '../sdk-keys/sdk-keyring.ts'
import type { Services } from '../services.ts'

const MOST_BYTES = 64 * 1024

/**
 * `POST /sdk/v1/events`: evaluation counts of SDKs whose stream is down. Answers when they are stored
 * for good; a batch that is sent again counts once.
 */
export async function eventRoutes(
  app: Api,
  { sdkKeyring, events, rateLimiter }: Pick<Services, 'sdkKeyring' | 'events' | 'rateLimiter'>,
): Promise<void> {
  const senders = new WeakMap<FastifyRequest, SdkKey>()

  app.post(
    '/events',
    {
      bodyLimit: MOST_BYTES,
      schema: { hide: true, body: Events },
      // Before the body is read: who has no key need not send one.
      onRequest: async (request) => {
        senders.set(request, await keyOfRequest(request, sdkKeyring, rateLimiter))
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
