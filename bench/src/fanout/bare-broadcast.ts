import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { WebSocketServer } from 'ws'

// The floor: answers a request, then sends its body to everybody.
let receipts = 0
const server = createServer(async (request, response) => {
  const message = Buffer.from(await text(request))
  response.end(String(receipts))
  for (const socket of sockets.clients) socket.send(message, { binary: false })
})
const sockets = new WebSocketServer({ server, perMessageDeflate: false })
sockets.on('connection', (socket) => {
  socket.on('message', () => {
    receipts += 1
  })
})
server.listen({ port: 0, host: '127.0.0.1', backlog: 4_096 }, () => {
  console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
})
process.once('SIGTERM', () => process.exit(0))
