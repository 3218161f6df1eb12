import http, { type ClientRequest, type IncomingMessage, type RequestOptions } from 'node:http'
import https from 'node:https'
import { pipeline } from 'node:stream'
import { createBrotliDecompress, createGunzip } from 'node:zlib'
import type { Http, HttpRequest, HttpResponse } from '@bunting/client'
import type { HttpProxy } from './proxy.ts'
import { requestTo, tunnelThrough } from './tunnel.ts'

/** More than any ruleset: what a WebSocket message may have as well. */
const MAX_BODY_BYTES = 100 * 1024 * 1024
/** An idle connection is kept for the next poll, at most one and not for longer. */
const KEPT = { keepAlive: true, maxSockets: 2, maxFreeSockets: 1, timeout: 60_000 }

/**
 * Requests to one server, made with what Node has had for ever: its `fetch` takes no proxy in Node 20
 * and may keep the process from ending.
 */
export function nodeHttp(
  server: string,
  proxy: HttpProxy | undefined,
  connectTimeoutMs: number,
): Http {
  const open = /^(https|wss):/.test(server)
    ? toSecureServer(proxy, connectTimeoutMs)
    : toPlainServer(proxy)

  return function send(request: HttpRequest): Promise<HttpResponse> {
    const { method, url, body = '', timeoutMs } = request
    return new Promise((resolve, reject) => {
      const headers = { ...request.headers, 'accept-encoding': 'br, gzip' }
      const length = method === 'POST' ? { 'content-length': `${Buffer.byteLength(body)}` } : {}
      const sent = open(new URL(url), { method, headers: { ...headers, ...length } })
      const limit = setTimeout(() => {
        sent.destroy(new Error(`no answer within ${timeoutMs} ms`))
      }, timeoutMs).unref()
      sent.on('close', () => clearTimeout(limit))
      sent.on('socket', (socket) => socket.unref())
      sent.on('response', (response) => answerOf(response).then(resolve, reject))
      sent.on('error', (error: NodeJS.ErrnoException) => {
        // The server may close a kept connection in the very moment it is used again.
        if (sent.reusedSocket && error.code === 'ECONNRESET') resolve(send(request))
        else reject(error)
      })
      sent.end(body)
    })
  }
}

type Open = (url: URL, options: RequestOptions) => ClientRequest

function toSecureServer(proxy: HttpProxy | undefined, connectTimeoutMs: number): Open {
  const agent = new https.Agent(KEPT)
  if (proxy) agent.createConnection = tunnelThrough(proxy, 'tls', connectTimeoutMs)
  return (url, options) => https.request(url, { ...options, agent })
}

/** A proxy is asked for the whole URL: many let CONNECT pass to port 443 only. */
function toPlainServer(proxy: HttpProxy | undefined): Open {
  if (!proxy) {
    const agent = new http.Agent(KEPT)
    return (url, options) => http.request(url, { ...options, agent })
  }
  const agent = new (proxy.secure ? https : http).Agent(KEPT)
  return (url, options) => {
    const headers = { ...options.headers, host: url.host }
    return requestTo(proxy, { ...options, headers, agent, path: url.href })
  }
}

async function answerOf(response: IncomingMessage): Promise<HttpResponse> {
  const { statusCode: status = 0, headers } = response
  const body = await textOf(response)
  return { status, etag: headers.etag, retryAfterMs: delayOf(headers['retry-after']), body }
}

async function textOf(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of decoded(response)) {
    bytes += chunk.length
    if (bytes > MAX_BODY_BYTES) throw new Error(`an answer of more than ${MAX_BODY_BYTES} bytes`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString()
}

function decoded(response: IncomingMessage): AsyncIterable<Buffer> {
  const { 'content-encoding': encoding } = response.headers
  if (encoding !== 'br' && encoding !== 'gzip') return response
  const decoder = encoding === 'br' ? createBrotliDecompress() : createGunzip()
  // Whoever reads the decoder hears of the error.
  return pipeline(response, decoder, () => {})
}

/** Seconds, or a date. */
function delayOf(retryAfter: string | undefined): number | undefined {
  if (retryAfter === undefined) return undefined
  const ms = /^\d+$/.test(retryAfter)
    ? Number(retryAfter) * 1_000
    : Date.parse(retryAfter) - Date.now()
  return Number.isNaN(ms) ? undefined : Math.max(0, ms)
}
