import { Events } from '@bunting/protocol'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Api } from '../http/api.ts'
import { AppError } from '../http/app-error.ts'
import { problems } from '../http/usual-problems.ts'
import { keyOfRequest } from '../sdk-keys/key-of-request.ts'
import type { SdkKey } from '../sdk-keys/sdk-keyring.ts'
import type { Services } from '../services.ts'

const MOST_BYTES = 64 * 1024

const EventsStored = z
  .object({ stored: z.array(z.string()).describe('the ids of the batches that are safe') })
  .describe('They may be forgotten')

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
      schema: {
        tags: ['sdk'],
        summary: 'Take evaluation counts; answers when they are stored, and stores a batch once',
        body: Events,
        response: { 202: EventsStored, ...problems(401, 403) },
      },
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
