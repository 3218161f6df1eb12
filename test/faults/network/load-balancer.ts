import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { openWire, type Weather, type Wire } from './wire.ts'

/** One address for both servers, and every way in which a network can fail between them and a client. */
export interface LoadBalancer {
  readonly url: string
  wires(): readonly Wire[]
  /** What new connections meet. */
  readonly weather: Partial<Weather>
  /** Whether new connections are broken as they come. */
  isRefusing: boolean
  /** Where new connections go, when not to whichever is up. */
  only: number | undefined
  /** Resolves with the next piece from this server to a client that has these words in it, or when told to give up. */
  nextFrom(replica: number, words: string, signal: AbortSignal): Promise<boolean>
  close(): Promise<void>
}

/** @param ports where the servers listen just now; undefined for one that does not */
export async function startLoadBalancer(
  ports: () => readonly (number | undefined)[],
): Promise<LoadBalancer> {
  const wires = new Set<Wire>()
  const sockets = new Set<Socket>()
  const listeners = new Set<(replica: number, piece: Buffer) => void>()
  let turn = 0

  function keep(socket: Socket): Socket {
    sockets.add(socket)
    return socket.on('error', () => undefined).on('close', () => sockets.delete(socket))
  }

  /** The next one that is up. */
  function choose(): number | undefined {
    const up = ports().flatMap((port, replica) => (port === undefined ? [] : [replica]))
    if (balancer.only !== undefined && up.includes(balancer.only)) return balancer.only
    return up[turn++ % up.length]
  }

  const server = createServer((near) => {
    keep(near)
    const replica = choose()
    const port = replica === undefined ? undefined : ports()[replica]
    if (balancer.isRefusing || replica === undefined || port === undefined) {
      near.resetAndDestroy()
      return
    }
    const far = keep(connect({ host: '127.0.0.1', port, noDelay: true }))
    near.setNoDelay()
    const wire = openWire({
      near,
      far,
      replica,
      weather: balancer.weather,
      onDown: (piece) => {
        for (const listener of listeners) listener(replica, piece)
      },
    })
    wires.add(wire)
    far.on('close', () => near.destroyed && wires.delete(wire))
    near.on('close', () => far.destroyed && wires.delete(wire))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')

  const balancer: LoadBalancer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    wires: () => [...wires],
    weather: {},
    isRefusing: false,
    only: undefined,
    nextFrom(replica, words, signal) {
      return new Promise((resolve) => {
        const end = (isSaid: boolean) => {
          listeners.delete(listener)
          resolve(isSaid)
        }
        const listener = (from: number, piece: Buffer) => {
          if (from === replica && piece.includes(words)) end(true)
        }
        listeners.add(listener)
        signal.addEventListener('abort', () => end(false))
      })
    },
    async close() {
      server.close()
      for (const socket of sockets) socket.destroy()
      await once(server, 'close')
    },
  }
  return balancer
}
