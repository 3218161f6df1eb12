import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { contentEncoding } from '../stream/content-encoding.ts'

/** Smaller ones fit into a packet as they are. */
const MIN_BYTES = 1_400
// Quick rather than small: 100 KB of JSON become 8 KB in a millisecond, on zlib's threads.
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }

/**
 * `onSend` of routes whose answers are large. Not for all: an answer that holds a secret beside
 * something the asker chose must not tell by its length how the two compare.
 */
export async function compressAnswer(
  request: FastifyRequest,
  reply: FastifyReply,
  payload: unknown,
): Promise<unknown> {
  reply.header('vary', 'accept-encoding')
  if (typeof payload !== 'string' || payload.length < MIN_BYTES) return payload
  const encoding = contentEncoding(request.headers['accept-encoding'])
  if (encoding === 'identity') return payload
  const text = Buffer.from(payload)
  const bytes =
    encoding === 'br'
      ? await promisify(brotliCompress)(text, BROTLI)
      : await promisify(gzip)(text, { level: 4 })
  reply.header('content-encoding', encoding).header('content-length', bytes.length)
  return bytes
}
