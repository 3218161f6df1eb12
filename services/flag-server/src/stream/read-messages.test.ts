import { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import { Duplex } from 'node:stream'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type WebSocket, WebSocketServer } from 'ws'
import { readMessages } from './read-messages.ts'

const TEXT = 0x1
const FINAL = 0x80

interface Frame {
  readonly first: number
  readonly payload: Buffer
  readonly isMasked: boolean
}

const mask = Buffer.from([0x1d, 0x9a, 0x53, 0xe7])

function bytesOf({ first, payload, isMasked }: Frame): Buffer {
  const { length } = payload
  const header = Buffer.alloc(length < 126 ? 2 : length < 65_536 ? 4 : 10)
  header[0] = first
  header[1] = (isMasked ? 0x80 : 0) | (length < 126 ? length : length < 65_536 ? 126 : 127)
  if (header.length === 4) header.writeUInt16BE(length, 2)
  if (header.length === 10) header.writeBigUInt64BE(BigInt(length), 2)
  if (!isMasked) return Buffer.concat([header, payload])
  const masked = payload.map((byte, index) => byte ^ (mask[index % 4] ?? 0))
  return Buffer.concat([header, mask, masked])
}

const text = (payload: string | Buffer, first = FINAL | TEXT): Frame => ({
  first,
  payload: Buffer.from(payload as string),
  isMasked: true,
})

const receiptOf = (revision: number) => `{"type":"receipt","revision":${revision},"appliedMs":0.21}`
const shortText = fc
  .oneof(
    fc.constantFrom(receiptOf(7), '{"type":"heartbeat","revision":7}'),
    fc.string({ maxLength: 40, unit: 'grapheme' }),
  )
  .map((payload) => [text(payload)])
const otherLength = fc
  .constantFrom(0, 124, 125, 126, 127, 300, 65_535, 65_536, 70_001)
  .map((length) => [text('x'.repeat(length))])
const fragments = fc
  .tuple(fc.array(fc.string({ maxLength: 5 }), { minLength: 2, maxLength: 4 }), fc.boolean())
  .map(([pieces, isPinged]) =>
    pieces.flatMap((piece, index) => {
      const opcode = index === 0 ? TEXT : 0
      const frame = text(piece, index === pieces.length - 1 ? FINAL | opcode : opcode)
      return isPinged ? [frame, text('ping', FINAL | 0x9)] : [frame]
    }),
  )
/** Control frames, binary, compressed, reserved, not UTF-8, not masked, a text inside of a text. */
const odd = fc.constantFrom<Frame[]>(
  [text('', FINAL | 0x9)],
  [text('', FINAL | 0xa)],
  [text('bytes', FINAL | 0x2)],
  [text('compressed', FINAL | 0x40 | TEXT)],
  [text('reserved', FINAL | 0x3)],
  [text(Buffer.from([0x7b, 0xff, 0xfe]))],
  [text('begun', TEXT), text('begun anew')],
  [text(Buffer.from([0x03, 0xe8]), FINAL | 0x8)],
  [{ ...text('plain'), isMasked: false }],
)
const conversation = fc
  .array(
    fc.oneof(
      { weight: 6, arbitrary: shortText },
      { weight: 1, arbitrary: otherLength },
      { weight: 2, arbitrary: fragments },
      { weight: 1, arbitrary: odd },
    ),
    { maxLength: 12 },
  )
  .map((all) => all.flat())

/** Frame by frame, or cut and run together in any way. */
function chunks(frames: readonly Frame[], lengths: readonly number[] | undefined): Buffer[] {
  if (!lengths) return frames.map(bytesOf)
  const bytes = Buffer.concat(frames.map(bytesOf))
  const found: Buffer[] = []
  for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
    const length = lengths[turn % lengths.length] ?? 1
    found.push(bytes.subarray(at, at + length))
    at += length
  }
  return found
}

const server = new WebSocketServer({ noServer: true, maxPayload: 66_000 })

/** The WebSocket of a server whose client is whoever emits `data` on the wire. */
function serverSide(wire: Socket): Promise<WebSocket> {
  const headers = {
    upgrade: 'websocket',
    'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
    'sec-websocket-version': '13',
  }
  const request = Object.assign(new IncomingMessage(wire), { method: 'GET', headers })
  return new Promise((resolve) => {
    server.handleUpgrade(request, wire, Buffer.alloc(0), resolve)
  })
}

/** What a server makes of it: messages, what it answers, how it ends. */
async function heard(pieces: readonly Buffer[], isOurs: boolean): Promise<unknown[]> {
  const found: unknown[] = []
  const wire = new Duplex({
    read: () => undefined,
    write(bytes: Buffer, _encoding, done) {
      found.push(['answered', bytes.toString('hex')])
      done()
    },
  }) as Socket
  const socket = await serverSide(wire)
  socket.on('error', (error) => found.push(['error', error.message]))
  const reader = {
    receipt: (revision: number) => found.push(['text', receiptOf(revision)]),
    received: (message: string) => found.push(['text', message]),
    receivedBinary: () => found.push(['binary']),
  }
  if (isOurs) readMessages(socket, wire, reader)
  else {
    socket.on('message', (data, isBinary) => {
      if (isBinary) reader.receivedBinary()
      else reader.received(data.toString())
    })
  }
  for (const piece of pieces) {
    if (wire.destroyed) break
    // As a socket does it with what it has read.
    wire.push(Buffer.from(piece))
    // As between two reads of a real socket.
    await new Promise((resolve) => setImmediate(resolve))
  }
  socket.terminate()
  return found
}

it('hears what ws hears, however the frames are cut, and whatever is in them', async () => {
  const lengths = fc.option(fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1 }), {
    nil: undefined,
  })
  await fc.assert(
    fc.asyncProperty(conversation, lengths, async (frames, cuts) => {
      const pieces = chunks(frames, cuts)
      expect(await heard(pieces, true)).toEqual(await heard(pieces, false))
    }),
    { numRuns: 500 },
  )
})

it('reads a receipt past ws and past the queue, also after a message in pieces', async () => {
  const pieces = [text('in ', TEXT), text('pieces', FINAL), text(receiptOf(7))].map(bytesOf)
  const wire = new Duplex({ read: () => undefined, write: (_, __, done) => done() }) as Socket
  let chunksOfWs = 0
  const found: unknown[] = []
  const socket = await serverSide(wire)
  const [toWs] = wire.listeners('data')
  wire.removeAllListeners('data').on('data', (chunk) => {
    chunksOfWs += 1
    toWs?.call(wire, chunk)
  })
  readMessages(socket, wire, {
    receipt: (revision) => found.push(revision),
    received: (message) => found.push(message),
    receivedBinary: () => undefined,
  })
  let queued = 0
  wire.on('data', () => {
    queued += 1
  })
  for (const piece of pieces) {
    wire.push(piece)
    await new Promise((resolve) => setImmediate(resolve))
  }
  expect(found).toEqual(['in pieces', 7])
  expect({ queued, chunksOfWs }).toEqual({ queued: 2, chunksOfWs: 2 })
  socket.terminate()
})

it('lets nothing overtake what still waits to be read', async () => {
  const wire = new Duplex({ read: () => undefined, write: (_, __, done) => done() }) as Socket
  const found: unknown[] = []
  const socket = await serverSide(wire)
  readMessages(socket, wire, {
    receipt: (revision) => found.push(revision),
    received: (message) => found.push(message),
    receivedBinary: () => undefined,
  })
  wire.pause()
  for (const message of ['one', receiptOf(2), 'three']) wire.push(bytesOf(text(message)))
  expect(found).toEqual([])
  wire.resume()
  await new Promise((resolve) => setImmediate(resolve))
  expect(found).toEqual(['one', 2, 'three'])
  socket.terminate()
})
