import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** A wire that can be cut: what dials it reaches `target`, until it does not. */
export interface TcpProxy {
  readonly port: number
  /** Ends every connection, and takes no new one. */
  cut(): void
  /** From now on bytes vanish, on the connections that are there and on `new` ones; nobody hears of it. */
  swallow(which: 'all' | 'old'): void
  /** Passes the first piece on that contains this on its way to the target, and then cuts: the answer is lost. */
  cutAfter(text: string): void
  /** What is broken stays so; new connections reach the target. */
  mend(): void
  close(): Promise<void>
}

export async function startTcpProxy(target: { host: string; port: number }): Promise<TcpProxy> {
  const sockets = new Set<Socket>()
  const deaf = new WeakSet<Socket>()
  let state: 'whole' | 'cut' | 'swallowing' = 'whole'
  let lastWords: string | undefined

  const server = createServer((near) => {
    if (state === 'cut') {
      near.destroy()
      return
    }
    const far = connect(target)
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from)
      if (state === 'swallowing') deaf.add(from)
      from.on('error', () => undefined)
      from.on('data', (piece) => pass(piece, from, to))
      from.on('end', () => deaf.has(from) || to.end())
      from.on('close', () => {
        sockets.delete(from)
        if (!deaf.has(from)) to.destroy()
      })
    }
  })

  function pass(piece: Buffer, from: Socket, to: Socket): void {
    if (deaf.has(from)) return
    const isLast = lastWords !== undefined && piece.includes(lastWords)
    to.write(piece, () => {
      if (isLast) cut()
    })
    if (!isLast) return
    lastWords = undefined
    // Whatever is answered does not come back.
    deaf.add(to)
  }

  function cut(): void {
    state = 'cut'
    for (const socket of sockets) socket.destroy()
  }

  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    cut,
    swallow(which) {
      if (which === 'all') state = 'swallowing'
      for (const socket of sockets) deaf.add(socket)
    },
    cutAfter: (text) => {
      lastWords = text
    },
    mend: () => {
      state = 'whole'
    },
    async close() {
      cut()
      server.close()
      await once(server, 'close')
    },
  }
}
