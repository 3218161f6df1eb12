import type { ClientOptions } from '../client-options.ts'
import type { Companion } from '../companion.ts'
import { createClient } from '../create-client.ts'
import type { Client } from '../feature-flags.ts'
import type { Warning } from '../ports.ts'
import { flagServing } from './flag-serving.ts'
import { createManualTime, type ManualTime } from './manual-time.ts'
import { createMemoryHttp, type MemoryHttp } from './memory-http.ts'
import { createMemoryWire, type MemorySocket, type MemoryWire } from './memory-wire.ts'
import { type Content, snapshotFrame } from './server-messages.ts'

export interface Started {
  readonly client: Client
  readonly time: ManualTime
  readonly wire: MemoryWire
  readonly http: MemoryHttp
  readonly warnings: readonly Warning[]
}

export const SERVER_KEY = 'server-key-1'

const OPTIONS: ClientOptions = {
  url: 'https://flags.example/bunting/',
  key: SERVER_KEY,
  sdk: { name: '@bunting/node', version: '0.1.0' },
  instance: 'web-1:42',
}

/** `count` serves its revision, so that an answer tells which revision it is of. */
export function contentAt(revision: number, more: Partial<Content> = {}): Content {
  return { revision, flags: [flagServing('count', revision)], ...more }
}

/** A client on manual time and a memory wire, whose first socket is being opened. */
export function startClient(
  options: Partial<ClientOptions> = {},
  companions: readonly Companion<Client>[] = [],
  random: () => number = createRandom(),
): Started {
  const time = createManualTime()
  const wire = createMemoryWire()
  const http = createMemoryHttp()
  const warnings: Warning[] = []
  const client = createClient(
    { ...OPTIONS, ...options },
    {
      openSocket: wire.openSocket,
      http: http.http,
      time,
      random,
      warn: (warning) => void warnings.push(warning),
    },
    companions,
  )
  client.start()
  time.advance(0)
  return { client, time, wire, http, warnings }
}

/** The same, connected, and with this content confirmed. */
export function startReady(
  options: Partial<ClientOptions> = {},
  companions: readonly Companion<Client>[] = [],
  content: Content = contentAt(5),
): Started & { readonly socket: MemorySocket } {
  const started = startClient(options, companions)
  const socket = started.wire.last()
  socket.accept()
  socket.send(snapshotFrame(content))
  return { ...started, socket }
}

/** Lets time pass until the client tries again, and accepts its socket. */
export function acceptNext({ time, wire }: Started): MemorySocket {
  while (!wire.last().isAlive()) time.advance(100)
  wire.last().accept()
  return wire.last()
}

/** Near a half, so that delays are as expected, and never the same, so that ids differ. */
function createRandom(): () => number {
  let drawn = 0
  return () => {
    drawn += 1
    return 0.5 + drawn * 1e-7
  }
}
