import { decodeFrame, PROTOCOL } from '@bunting/protocol/wire'
import { type Pause, reconnectDelay } from '../../../sdks/client/src/reconnect-delay.ts'
import { monotonicMs } from '../propagation/trigger-thread.ts'
import { type LightSocket, maskedFrame, openLightSocket } from './light-socket.ts'
import type { Target } from './orders.ts'

/** What a client says of itself, and may change at any time. */
export interface LightClient {
  revision: number
  epoch: string
  checksum: number
  /** The server said on this very connection that this is the newest. */
  confirmed: boolean
  /** Of the last message that said what the newest is, in milliseconds of the system's monotonic clock. */
  arrivedAt: number
  close(): void
}

interface Header {
  readonly type: string
  readonly epoch: string
  readonly revision: number
  readonly from: number
  readonly to: number
  readonly checksum: number
  readonly reconnectWithinMs: number
}

const MAX_DELAY_MS = 10_000

/**
 * Follows a server as an SDK does, without flags: holds what it was told it holds, acknowledges it, and
 * comes back by the SDKs' own rules. `changed` is called after each change of what it says of itself.
 */
export function openLightClient(
  { url, key, speaks }: Target,
  index: number,
  changed: (client: LightClient) => void,
): LightClient {
  const address = new URL(url)
  // A port each on one address would not be enough for all of them, over and over.
  const localAddress = `127.0.0.${1 + (index % 16)}`
  const headers = {
    'sec-websocket-protocol': PROTOCOL,
    ...(key && { authorization: `Bearer ${key}` }),
  }
  let socket: LightSocket | undefined
  let attempt = 0
  let pause: Pause = 'backoff'
  let closed = false

  const client: LightClient = {
    revision: -1,
    epoch: '',
    checksum: 0,
    confirmed: false,
    arrivedAt: 0,
    close() {
      closed = true
      socket?.end()
    },
  }

  function dial(): void {
    socket = openLightSocket(address, headers, localAddress, {
      opened() {
        if (speaks === 'bunting') socket?.send(helloOf(client, index))
        else confirm()
      },
      received,
      closed: comeBack,
    })
  }

  function comeBack(): void {
    client.confirmed = false
    changed(client)
    if (closed) return
    setTimeout(dial, reconnectDelay(pause, attempt, Math.random, MAX_DELAY_MS))
    pause = 'backoff'
    attempt += 1
  }

  function received(text: Buffer): void {
    const header = headerOf(text)
    if (header.type === 'snapshot') hold(header.revision, header)
    // Whoever gets a delta that does not fit would ask for a snapshot: here it counts as lost.
    if (header.type === 'delta' && (speaks !== 'bunting' || follows(header)))
      hold(header.to, header)
    if (header.type === 'current') confirm()
    if (header.type === 'heartbeat') socket?.send(heartbeatOf(client.revision))
    if (header.type === 'goodbye') {
      pause = { withinMs: header.reconnectWithinMs }
      attempt = -1
      socket?.end()
    }
  }

  function follows({ epoch, from }: Header): boolean {
    return from === client.revision && epoch === client.epoch
  }

  function hold(revision: number, { epoch, checksum }: Header): void {
    client.revision = revision
    client.epoch = epoch
    client.checksum = checksum
    if (speaks !== 'ws') socket?.send(receiptOf(revision))
    confirm()
  }

  function confirm(): void {
    client.arrivedAt = monotonicMs()
    attempt = 0
    client.confirmed = true
    changed(client)
  }

  dial()
  return client
}

/** Ten thousand get the same bytes: they are read once. */
let lastText = Buffer.alloc(0)
let lastHeader: Header | undefined

function headerOf(text: Buffer): Header {
  if (lastHeader && text.equals(lastText)) return lastHeader
  lastText = Buffer.from(text)
  lastHeader = decodeFrame(text.toString()).header as Header
  return lastHeader
}

let receipt: { revision: number; frame: Buffer } | undefined

function receiptOf(revision: number): Buffer {
  if (receipt?.revision !== revision) {
    const frame = maskedFrame(JSON.stringify({ type: 'receipt', revision, appliedMs: 0.21 }))
    receipt = { revision, frame }
  }
  return receipt.frame
}

function heartbeatOf(revision: number): Buffer {
  return maskedFrame(JSON.stringify({ type: 'heartbeat', revision }))
}

function helloOf({ revision, epoch, checksum }: LightClient, index: number): Buffer {
  const hello = {
    type: 'hello',
    sdk: { name: 'bench', version: '1.0.0' },
    instance: `bench-${process.pid}-${index}`,
    application: { name: 'bench', version: '1.0.0' },
    ...(revision >= 0 && { holds: { epoch, revision, checksum } }),
  }
  return maskedFrame(JSON.stringify(hello))
}
