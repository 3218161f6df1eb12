import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { waitFor } from '../../../../test/support/wait-for.ts'
import { upgradeInTurn } from './upgrade-in-turn.ts'

let server: Server
afterEach(() => new Promise((resolve) => server.close(resolve)))

/** Answers upgrades when the test says so. */
async function start(): Promise<{ waiting: (() => void)[]; ask: () => Socket }> {
  const waiting: (() => void)[] = []
  server = createServer()
  server.on('upgrade', (_request, socket) => socket.end('HTTP/1.1 101 Switching Protocols\r\n\r\n'))
  upgradeInTurn(server, (work) => waiting.push(work))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    waiting,
    ask() {
      const socket = connect(port, '127.0.0.1')
      socket.write('GET / HTTP/1.1\r\nhost: a\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n')
      return socket
    },
  }
}

it('lets each wait for its turn, and forgets who has broken off meanwhile', async () => {
  const { waiting, ask } = await start()
  const gone = ask()
  await waitFor(() => waiting.length === 1)
  const patient = ask()
  await waitFor(() => waiting.length === 2)
  gone.resetAndDestroy()
  const heard = once(patient, 'data')
  const connections = () =>
    new Promise<number>((resolve) => server.getConnections((_, count) => resolve(count)))
  await waitFor(async () => (await connections()) === 1)
  for (const work of waiting) work()
  expect(String((await heard)[0])).toContain('101')
  patient.destroy()
})
