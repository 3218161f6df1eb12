import { z } from 'zod/mini'
import { Events } from './messages/events.ts'
import { Heartbeat } from './messages/heartbeat.ts'
import { Hello } from './messages/hello.ts'
import { Previewed } from './messages/previewed.ts'
import { Receipt } from './messages/receipt.ts'
import { Resync } from './messages/resync.ts'

/** What a client may send. The server closes the socket of one that sends anything else. */
export const ClientMessage = z.discriminatedUnion('type', [
  Hello,
  Receipt,
  Resync,
  Heartbeat,
  Events,
  Previewed,
])

export type ClientMessage = z.infer<typeof ClientMessage>
