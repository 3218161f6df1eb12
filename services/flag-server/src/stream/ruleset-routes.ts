import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { problems } from '../http/usual-problems.ts'
import { keyOfRequest } from '../sdk-keys/key-of-request.ts'
import type { Services } from '../services.ts'
import { contentEncoding } from './content-encoding.ts'
import { matchesEtag } from './matches-etag.ts'
import { refuseUnsure } from './refuse-unsure.ts'
import { rulesetBody } from './ruleset-bodies.ts'

const ANSWER_HEADERS = {
  'cache-control': 'private, no-cache',
  vary: 'authorization, accept-encoding',
}

const ETAG = { etag: { type: 'string', description: '"<epoch>.<revision>.<checksum>"' } }

const DESCRIPTION = {
  tags: ['sdk'],
  summary: 'Read the ruleset of the key, unless it is the one that is held already',
  headers: z.object({
    'if-none-match': z.string().optional().describe('the etag of the ruleset that is held'),
  }),
  response: {
    200: {
      description: 'The newest ruleset, as the stream would send it first',
      headers: ETAG,
      content: { 'text/plain': { schema: z.string().describe('a `snapshot` frame') } },
    },
    304: { headers: ETAG, properties: z.null().describe('What is held is the newest') },
    ...problems(401, 403),
  },
}

/**
 * `GET /sdk/v1/ruleset`: what the stream would send first, for SDKs whose sockets do not get through.
 * From memory, the database may be away.
 */
export async function rulesetRoutes(
  app: FastifyInstance,
  { feeds, sdkKeyring, rateLimiter }: Pick<Services, 'feeds' | 'sdkKeyring' | 'rateLimiter'>,
): Promise<void> {
  app.get('/ruleset', { schema: DESCRIPTION }, async (request, reply) => {
    const { headers } = request
    const key = await keyOfRequest(request, sdkKeyring, rateLimiter)
    const { feed } = await feeds.of(key.environmentId)
    const { epoch, revision } = feed.head()
    const etag = `"${epoch}.${revision}.${feed.checksum(key.kind)}"`
    const isHeld = matchesEtag(headers['if-none-match'], etag)
    if (isHeld) refuseUnsure(feed)
    reply.headers(ANSWER_HEADERS).header('etag', etag)
    if (isHeld) return reply.code(304).send()
    const accepted = contentEncoding(headers['accept-encoding'])
    const { encoding, bytes } = await rulesetBody(feed.snapshot(key.kind), accepted)
    if (encoding !== 'identity') reply.header('content-encoding', encoding)
    return reply.type('text/plain; charset=utf-8').send(bytes)
  })
}
