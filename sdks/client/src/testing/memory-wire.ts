import type { ClientMessage } from '@bunting/protocol/wire'
import type { OpenSocket } from '../ports.ts'

/** The server's end of one socket, in the hands of a test. */
export interface MemorySocket {
  readonly url: string
  readonly protocol: string
  /** What the client has sent so far. */
  readonly received: readonly ClientMessage[]
  /** Whether the client still listens. */
  isAlive(): boolean
  accept(): void
  send(data: unknown): void
  /** Default 1006: the connection breaks. */
  close(code?: number, reason?: string): void
}

export interface MemoryWire {
  readonly openSocket: OpenSocket
  /** Every socket the client has opened, latest last. */
  readonly sockets: readonly MemorySocket[]
  /** The latest. Throws when there is none. */
  last(): MemorySocket
}

/** Sockets without a network: what one side says the other has heard at once. */
export function createMemoryWire(): MemoryWire {
  const sockets: MemorySocket[] = []

  const openSocket: OpenSocket = (url, protocol, events) => {
    const received: ClientMessage[] = []
    let state: 'opening' | 'open' | 'closed' = 'opening'
    sockets.push({
      url,
      protocol,
      received,
      isAlive: () => state !== 'closed',
      accept() {
        if (state !== 'opening') throw new Error(`this socket is ${state}`)
        state = 'open'
        events.opened()
      },
      send(data) {
        if (state !== 'open') throw new Error(`this socket is ${state}`)
        events.received(data)
      },
      close(code = 1006, reason = '') {
        if (state === 'closed') throw new Error('this socket is closed')
        state = 'closed'
        events.closed(code, reason)
      },
    })
    return {
      send(text) {
        if (state === 'open') received.push(JSON.parse(text))
      },
      close() {
        state = 'closed'
      },
    }
  }

  return {
    openSocket,
    sockets,
    last() {
      const socket = sockets.at(-1)
      if (!socket) throw new Error('no socket was opened')
      return socket
    },
  }
}
