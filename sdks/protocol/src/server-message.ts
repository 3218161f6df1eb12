import { z } from 'zod/mini'
import { Current } from './messages/current.ts'
import { Delta } from './messages/delta.ts'
import { Goodbye } from './messages/goodbye.ts'
import { Heartbeat } from './messages/heartbeat.ts'
import { Preview } from './messages/preview.ts'
import { Snapshot } from './messages/snapshot.ts'
import { Stored } from './messages/stored.ts'

/** What the server may send. A client ignores types it does not know: they are of a later version. */
export const ServerMessage = z.discriminatedUnion('type', [
  Current,
  Snapshot,
  Delta,
  Heartbeat,
  Goodbye,
  Stored,
  Preview,
])

export type ServerMessage = z.infer<typeof ServerMessage>
