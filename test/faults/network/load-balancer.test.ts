import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { beforeEach, expect, it, onTestFinished } from 'vitest'
import { waitFor } from '../../support/wait-for.ts'
import { type LoadBalancer, startLoadBalancer } from './load-balancer.ts'
import type { Wire } from './wire.ts'

interface Server {
  readonly port: number
  /** Its ends of the connections, in the order they came. */
  readonly ends: Socket[]
  heard: string
}

async function startServer(): Promise<Server> {
  const ends: Socket[] = []
  const tcp = createServer((end) => {
    ends.push(end)
    end.on('error', () => undefined)
    end.on('data', (data) => {
      server.heard += data
    })
  })
  tcp.listen(0, '127.0.0.1')
  await once(tcp, 'listening')
  onTestFinished(() => {
    for (const end of ends) end.destroy()
    tcp.close()
  })
  const server: Server = { port: (tcp.address() as AddressInfo).port, ends, heard: '' }
  return server
}

let servers: [Server, Server]
let balancer: LoadBalancer
beforeEach(async () => {
  servers = [await startServer(), await startServer()]
  balancer = await startLoadBalancer(() => servers.map(({ port }) => port))
  onTestFinished(() => balancer.close())
})

interface Client {
  readonly socket: Socket
  readonly wire: Wire
  readonly server: Server
  readonly end: Socket
  heard: string
}

async function connectClient(): Promise<Client> {
  const before = balancer.wires()
  const socket = connect(Number(new URL(balancer.url).port), '127.0.0.1')
  socket.on('error', () => undefined)
  socket.on('data', (data) => {
    client.heard += data
  })
  onTestFinished(() => void socket.destroy())
  const wire = await waitFor(() => balancer.wires().find((one) => !before.includes(one)))
  const server = servers[wire.replica] ?? servers[0]
  const end = await waitFor(() => server.ends.at(-1))
  const client: Client = { socket, wire, server, end, heard: '' }
  return client
}

it('takes servers in turn, or the one it is told, and hands on both ways', async () => {
  const [one, other] = [await connectClient(), await connectClient()]
  expect([one.wire.replica, other.wire.replica].sort()).toEqual([0, 1])
  one.socket.write('question')
  await waitFor(() => one.server.heard === 'question')
  one.end.write('answer')
  await waitFor(() => one.heard === 'answer')
  balancer.only = 1
  expect((await connectClient()).wire.replica).toBe(1)
  expect((await connectClient()).wire.replica).toBe(1)
})

it('cuts a message in half, and ends the connection', async () => {
  const { wire, end, socket, ...client } = await connectClient()
  wire.isToBeCut = true
  let heard = client.heard
  socket.on('data', (data) => {
    heard += data
  })
  end.write('12345678')
  await once(socket, 'close')
  expect(heard).toBe('1234')
})

it('takes bytes out of the middle, or spoils them, once', async () => {
  const client = await connectClient()
  client.wire.toLose = 2
  client.end.write('12345678')
  await waitFor(() => client.heard === '123478')
  client.wire.toSpoil = 3
  client.end.write('12345678')
  await waitFor(() => client.heard === '1234781234xxx8')
  client.end.write('.')
  await waitFor(() => client.heard === '1234781234xxx8.')
})

it('lets a half-open connection stand, on which nothing passes, and tells neither of the end', async () => {
  const client = await connectClient()
  client.wire.isSilent = true
  client.end.write('nobody hears this')
  client.socket.write('nor this')
  client.socket.end()
  const next = await connectClient()
  next.end.write('but this')
  await waitFor(() => next.heard === 'but this')
  expect([client.heard, client.server.heard, client.end.readableEnded]).toEqual(['', '', false])
})

it('is felt by the server when a client reads slowly', async () => {
  const client = await connectClient()
  client.wire.isSlow = true
  await waitFor(
    () => {
      client.end.write(Buffer.alloc(500_000))
      return client.end.writableLength > 1_000_000
    },
    { what: 'more than the system keeps for a socket' },
  )
  expect(client.heard.length).toBeLessThan(500_000)
})

it('breaks connections as they come while it refuses them', async () => {
  balancer.isRefusing = true
  const socket = connect(Number(new URL(balancer.url).port), '127.0.0.1')
  socket.on('error', () => undefined)
  await waitFor(() => socket.destroyed)
  expect(servers.flatMap(({ ends }) => ends)).toEqual([])
})
