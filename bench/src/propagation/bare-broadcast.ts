import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { WebSocketServer } from 'ws'

// The floor: answers a request, then sends so many bytes to everybody.
const server = createServer(async (request, response) => {
  const message = Buffer.alloc(Number(await text(request)), 'x')
  response.end('{}')
  for (const socket of sockets.clients) socket.send(message, { binary: false })
})
const sockets = new WebSocketServer({ server, perMessageDeflate: false, backlog: 2048 })
server.listen({ port: 0, host: '127.0.0.1', backlog: 2048 }, () => {
  console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
})
process.once('SIGTERM', () => process.exit(0))
