import { type Client, createClient } from '@bunting/client'
import {
  createManualTime,
  createMemoryWire,
  type ManualTime,
  type MemorySocket,
} from '@bunting/client/testing'
import type { Flag } from '@bunting/evaluator'
import { serveFlags } from './serve-flags.ts'

export interface ConnectedClient {
  readonly client: Client
  /** Other flags arrive. */
  serve(flags: readonly Flag[]): void
  readonly time: ManualTime
  /** What the server has been told. */
  received(): MemorySocket['received']
}

/** The real client, over a wire in memory, with these flags in force. */
export function connectedClient(flags: readonly Flag[]): ConnectedClient {
  const wire = createMemoryWire()
  const time = createManualTime()
  const client = createClient(
    {
      url: 'https://flags.example.com',
      key: 'client-key',
      sdk: { name: 'test', version: '0' },
      instance: 'test',
    },
    {
      openSocket: wire.openSocket,
      time,
      random: () => 0,
      warn: ({ message }) => {
        throw new Error(message)
      },
    },
  )
  client.start()
  time.advance(0)
  const serve = (next: readonly Flag[]) => serveFlags(wire.last(), next)
  serve(flags)
  return { client, serve, time, received: () => wire.last().received }
}
