import { createHash } from 'node:crypto'
import type { EvaluationContext } from '@bunting/evaluator'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Api } from '../http/api.ts'
import { AppError } from '../http/app-error.ts'
import { problems } from '../http/usual-problems.ts'
import { keyOfRequest } from '../sdk-keys/key-of-request.ts'
import type { SdkKey } from '../sdk-keys/sdk-keyring.ts'
import type { Services } from '../services.ts'
import { matchesEtag } from '../stream/matches-etag.ts'
import { refuseUnsure } from '../stream/refuse-unsure.ts'
import { answerOfrepErrors } from './answer-ofrep-errors.ts'
import { evaluateAll, evaluateFlag } from './evaluate-flag.ts'
import { createFlagsInMemory } from './flags-in-memory.ts'
import {
  BulkEvaluation,
  EvaluationFailure,
  EvaluationRequest,
  EvaluationSuccess,
} from './ofrep-schemas.ts'
import { createRemoteCounts } from './remote-counts.ts'

/** Contexts are short; this is what a batch of an SDK may have, too. */
const MOST_BYTES = 64 * 1024
const COUNT_EVERY_MS = 5_000

const ANSWER_HEADERS = {
  'cache-control': 'private, no-cache',
  vary: 'authorization, x-api-key',
}
const ETAG = { etag: { type: 'string', description: 'of the ruleset and the context' } }

const SHARED = {
  tags: ['ofrep'],
  security: [{ sdkKey: [] }, { sdkKeyHeader: [] }],
  body: EvaluationRequest,
}
const FAILURE = {
  description: 'The flag or the request cannot be evaluated',
  content: { 'application/json': { schema: EvaluationFailure } },
}

/**
 * The OpenFeature Remote Evaluation Protocol, for languages that have no SDK of ours: asks this process,
 * which answers from memory as an SDK would. The database may be away.
 */
export async function ofrepRoutes(
  app: Api,
  { feeds, sdkKeyring, rateLimiter, events, warn }: OfrepSources,
): Promise<void> {
  const flagsOf = createFlagsInMemory()
  const askers = new WeakMap<FastifyRequest, SdkKey>()
  const counts = createRemoteCounts(events.take)
  const flushes = setInterval(() => {
    counts.flush().catch((error: unknown) => warn(error, 'evaluations were not counted'))
  }, COUNT_EVERY_MS)
  flushes.unref()
  app.addHook('onClose', async () => {
    clearInterval(flushes)
    await counts.flush()
  })
  answerOfrepErrors(app)

  /** Before the body is read: who has no key need not send one. */
  async function identify(request: FastifyRequest): Promise<void> {
    const { ip, headers } = request
    const shown = headers['x-api-key']
    const authorization =
      headers.authorization ?? (typeof shown === 'string' ? `Bearer ${shown}` : undefined)
    const asked = { ip, headers: { ...(authorization !== undefined && { authorization }) } }
    askers.set(request, await keyOfRequest(asked, sdkKeyring, rateLimiter))
  }

  function askerOf(request: FastifyRequest): SdkKey {
    const key = askers.get(request)
    if (!key) throw new AppError('sdk_key_unknown', 'send an SDK key as "Authorization: Bearer"')
    return key
  }

  app.post(
    '/evaluate/flags/:key',
    {
      bodyLimit: MOST_BYTES,
      onRequest: identify,
      schema: {
        ...SHARED,
        summary: 'Evaluate one flag (OFREP)',
        params: z.object({ key: z.string().describe('of the flag') }),
        response: {
          200: EvaluationSuccess,
          400: FAILURE,
          404: { ...FAILURE, description: 'There is no such flag, or not for this kind of key' },
          ...problems(401, 403),
        },
      },
    },
    async (request, reply) => {
      const { key: flag } = request.params
      const asker = askerOf(request)
      const { feed } = await feeds.of(asker.environmentId)
      const { context } = request.body
      const { answer, decision } = evaluateFlag(flagsOf(feed), asker.kind, flag, of(context))
      const errorCode = 'errorCode' in answer ? answer.errorCode : undefined
      counts.note(asker, flag.slice(0, 256), decision?.variant, errorCode)
      if (errorCode !== undefined) reply.code(errorCode === 'FLAG_NOT_FOUND' ? 404 : 400)
      return reply.headers(ANSWER_HEADERS).type(JSON_TYPE).serializer(JSON.stringify).send(answer)
    },
  )

  app.post(
    '/evaluate/flags',
    {
      bodyLimit: MOST_BYTES,
      onRequest: identify,
      schema: {
        ...SHARED,
        summary: 'Evaluate all flags of the key for one context (OFREP)',
        headers: z.object({
          'if-none-match': z.string().optional().describe('the etag of the answer that is held'),
        }),
        response: {
          200: {
            description: 'What each flag answers; one that cannot be evaluated has an `errorCode`',
            headers: ETAG,
            content: { 'application/json': { schema: BulkEvaluation } },
          },
          304: { headers: ETAG, properties: z.null().describe('What is held is what they answer') },
          400: FAILURE,
          ...problems(401, 403),
        },
      },
    },
    async (request, reply) => {
      const asker = askerOf(request)
      const { feed } = await feeds.of(asker.environmentId)
      const { epoch, revision } = feed.head()
      const { context } = request.body
      const etag = `"${epoch}.${revision}.${asker.kind}.${digest(context)}"`
      const isHeld = matchesEtag(request.headers['if-none-match'], etag)
      if (isHeld) refuseUnsure(feed)
      reply.headers(ANSWER_HEADERS).header('etag', etag)
      if (isHeld) return reply.code(304).send()
      const flags = evaluateAll(flagsOf(feed), asker.kind, of(context))
      return reply
        .type(JSON_TYPE)
        .serializer(JSON.stringify)
        .send({ flags, metadata: { revision } })
    },
  )
}

export type OfrepSources = Pick<
  Services,
  'feeds' | 'sdkKeyring' | 'rateLimiter' | 'events' | 'warn'
>

const JSON_TYPE = 'application/json; charset=utf-8'

/** Whatever is in it: the evaluator takes anything. */
function of(context: Readonly<Record<string, unknown>>): EvaluationContext {
  return context as EvaluationContext
}

/** Of the same context the same; a part of an etag, which must say nothing else about it. */
function digest(context: object): string {
  return createHash('sha256').update(JSON.stringify(context)).digest('base64url').slice(0, 22)
}
