import { connect, type Socket } from 'node:net'

export interface LightSocketEvents {
  opened(): void
  /** A text message; the bytes are only good during the call. */
  received(text: Buffer): void
  closed(): void
}

export interface LightSocket {
  /** A frame made by `maskedFrame`. */
  send(frame: Buffer): void
  end(): void
}

/**
 * As much of a WebSocket client as the benches need, so that ten thousand fit beside the server they
 * measure: no fragments, no extensions; a ping or a close ends it.
 */
export function openLightSocket(
  url: URL,
  headers: Readonly<Record<string, string>>,
  localAddress: string,
  events: LightSocketEvents,
): LightSocket {
  const socket = connect({
    host: url.hostname,
    port: Number(url.port),
    localAddress,
    noDelay: true,
  })
  let waiting: Buffer | undefined
  let open = false

  socket.on('connect', () => socket.write(upgradeRequest(url, headers)))
  socket.on('error', () => undefined)
  socket.on('close', () => events.closed())
  socket.on('data', (data) => {
    let rest = waiting ? Buffer.concat([waiting, data]) : data
    waiting = undefined
    if (!open) {
      const end = rest.indexOf('\r\n\r\n')
      if (end === -1) {
        waiting = rest
        return
      }
      if (!rest.toString('latin1', 0, 12).endsWith('101')) {
        socket.destroy()
        return
      }
      open = true
      rest = rest.subarray(end + 4)
      events.opened()
    }
    waiting = readFrames(rest, socket, events.received)
  })
  return { send: (frame) => void socket.write(frame), end: () => void socket.destroy() }
}

function upgradeRequest(
  { pathname, host }: URL,
  headers: Readonly<Record<string, string>>,
): string {
  const lines = Object.entries({
    host,
    connection: 'Upgrade',
    upgrade: 'websocket',
    'sec-websocket-version': '13',
    'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
    ...headers,
  })
  return `GET ${pathname} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`
}

const TEXT = 0x81

/** Hands on whole messages; answers with what is left of one. */
function readFrames(
  bytes: Buffer,
  socket: Socket,
  received: (text: Buffer) => void,
): Buffer | undefined {
  let at = 0
  while (bytes.length - at >= 2) {
    if (bytes[at] !== TEXT) {
      socket.destroy()
      return undefined
    }
    const short = bytes[at + 1] ?? 0
    const start = at + (short === 127 ? 10 : short === 126 ? 4 : 2)
    if (bytes.length < start) break
    const length =
      short === 127
        ? Number(bytes.readBigUInt64BE(at + 2))
        : short === 126
          ? bytes.readUInt16BE(at + 2)
          : short
    if (bytes.length < start + length) break
    received(bytes.subarray(start, start + length))
    at = start + length
  }
  return at < bytes.length ? bytes.subarray(at) : undefined
}

const MASK = Buffer.from([0x1d, 0x9a, 0x53, 0xe7])

/** A text message as clients must send it: masked. At most 64 KiB. */
export function maskedFrame(text: string): Buffer {
  const payload = Buffer.from(text)
  for (let index = 0; index < payload.length; index += 1) {
    payload[index] = (payload[index] ?? 0) ^ (MASK[index % 4] ?? 0)
  }
  const header = Buffer.alloc(payload.length < 126 ? 2 : 4)
  header[0] = TEXT
  header[1] = 0x80 | Math.min(payload.length, 126)
  if (header.length === 4) header.writeUInt16BE(payload.length, 2)
  return Buffer.concat([header, MASK, payload])
}
