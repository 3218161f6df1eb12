import { once } from 'node:events'
import http, { type IncomingMessage, type ServerResponse } from 'node:http'
import https from 'node:https'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { brotliCompressSync } from 'node:zlib'
import { type Content, checksumOf, deltaFrame, snapshotFrame } from '@bunting/client/testing'
import { ClientMessage, PROTOCOL } from '@bunting/protocol'
import { type WebSocket, WebSocketServer } from 'ws'
import { CERTIFICATE } from './certificate.ts'

export interface ProtocolServer {
  readonly url: string
  readonly port: number
  /** Every connection there was, latest last. */
  readonly connections: readonly Connection[]
  /** Every request that was no handshake: `GET /sdk/v1/ruleset 304`. */
  readonly requests: readonly string[]
  /** What was posted as events. */
  readonly posted: readonly ClientMessage[]
  /** How many requests that were no handshake have come. */
  asked: number
  /** Whether it takes requests and never answers them. */
  hangs: boolean
  /** Whether it answers everything with 503. */
  refuses: boolean
  /** Whether it answers handshakes with 503, as proxies do that know no WebSockets. */
  refusesSockets: boolean
  /** Sends the delta to everybody. */
  publish(next: Content): void
  stop(): Promise<void>
}

export interface Connection {
  readonly socket: WebSocket
  readonly request: IncomingMessage
  /** What the client sent; each was checked against the protocol's schema. */
  readonly messages: readonly ClientMessage[]
}

/** A real server that speaks as much of the protocol as an SDK needs to hear. */
export async function startProtocolServer(
  key: string,
  first: Content,
  { tls = false }: { readonly tls?: boolean } = {},
): Promise<ProtocolServer> {
  const server = tls ? https.createServer(CERTIFICATE) : http.createServer()
  const sockets = new WebSocketServer({
    noServer: true,
    handleProtocols: () => PROTOCOL,
    perMessageDeflate: { clientNoContextTakeover: true, serverNoContextTakeover: true },
  })
  const connections: Connection[] = []
  const requests: string[] = []
  const posted: ClientMessage[] = []
  let content = first

  const fake: ProtocolServer = {
    url: '',
    port: 0,
    connections,
    requests,
    posted,
    asked: 0,
    hangs: false,
    refuses: false,
    refusesSockets: false,
    publish(next) {
      const delta = deltaFrame(content, next)
      content = next
      for (const socket of sockets.clients) socket.send(delta)
    },
    async stop() {
      if (!server.listening) return
      for (const socket of sockets.clients) socket.terminate()
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }

  server.on('upgrade', (request, stream, head) => {
    // A client that was refused may be gone before it has read so.
    stream.on('error', () => {})
    if (fake.refuses || fake.refusesSockets) {
      return stream.end('HTTP/1.1 503 Service Unavailable\r\n\r\n')
    }
    sockets.handleUpgrade(request, stream, head, (socket) => welcome(socket, request))
  })

  server.on('request', async (request, response) => {
    fake.asked += 1
    if (fake.hangs) return
    await (fake.refuses ? response.writeHead(503).end() : answer(request, response))
    requests.push(`${request.method} ${request.url} ${response.statusCode}`)
  })

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.headers.authorization !== `Bearer ${key}`) {
      response.writeHead(401).end()
    } else if (request.method === 'POST') {
      const events = ClientMessage.parse(JSON.parse(await text(request)))
      posted.push(events)
      const ids = 'id' in events ? [events.id] : []
      response.writeHead(202).end(JSON.stringify({ stored: ids }))
    } else {
      const { epoch = 'e1', revision } = content
      const etag = `"${epoch}.${revision}.${checksumOf(content)}"`
      const isKnown = request.headers['if-none-match'] === etag
      response.writeHead(isKnown ? 304 : 200, { etag, 'content-encoding': 'br' })
      response.end(isKnown ? undefined : brotliCompressSync(snapshotFrame(content)))
    }
  }

  function welcome(socket: WebSocket, request: IncomingMessage): void {
    const messages: ClientMessage[] = []
    connections.push({ socket, request, messages })
    socket.on('message', (data) => {
      const message = ClientMessage.parse(JSON.parse(data.toString()))
      messages.push(message)
      if (message.type === 'resync') socket.send(snapshotFrame(content))
      if (message.type !== 'hello') return
      if (request.headers.authorization !== `Bearer ${key}`) return socket.close(4401, 'no key')
      const { epoch = 'e1', revision } = content
      const holdsAll = message.holds?.checksum === checksumOf(content)
      const current = JSON.stringify({ type: 'current', epoch, revision })
      socket.send(holdsAll ? current : snapshotFrame(content))
    })
  }

  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return Object.assign(fake, { port, url: `${tls ? 'https' : 'http'}://127.0.0.1:${port}` })
}
