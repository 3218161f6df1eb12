import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Content, checksumOf, deltaFrame, snapshotFrame } from '@bunting/client/testing'
import { ClientMessage, PROTOCOL } from '@bunting/protocol'
import { type WebSocket, WebSocketServer } from 'ws'

export interface ProtocolServer {
  readonly url: string
  /** Every connection there was, latest last. */
  readonly connections: readonly Connection[]
  /** Whether it answers a handshake with 503. */
  refuses: boolean
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

/** A real WebSocket server that speaks as much of the protocol as an SDK needs to hear. */
export async function startProtocolServer(key: string, first: Content): Promise<ProtocolServer> {
  const http = createServer()
  const sockets = new WebSocketServer({ noServer: true, handleProtocols: () => PROTOCOL })
  const connections: Connection[] = []
  let content = first

  const server: ProtocolServer = {
    url: '',
    connections,
    refuses: false,
    publish(next) {
      const delta = deltaFrame(content, next)
      content = next
      for (const socket of sockets.clients) socket.send(delta)
    },
    async stop() {
      for (const socket of sockets.clients) socket.terminate()
      http.close()
      await once(http, 'close')
    },
  }

  http.on('upgrade', (request, stream, head) => {
    // A client that was refused may be gone before it has read so.
    stream.on('error', () => {})
    if (server.refuses) return stream.end('HTTP/1.1 503 Service Unavailable\r\n\r\n')
    sockets.handleUpgrade(request, stream, head, (socket) => welcome(socket, request))
  })

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

  http.listen(0, '127.0.0.1')
  await once(http, 'listening')
  const { port } = http.address() as AddressInfo
  return Object.assign(server, { url: `http://127.0.0.1:${port}` })
}
