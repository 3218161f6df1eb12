import type { Socket } from 'node:net'
import type { WebSocket } from 'ws'
import { FrameBoundary } from './frame-boundary.ts'
import { readReceipt } from './read-receipt.ts'
import { readSmallFrame, smallFrameLength } from './small-frame.ts'

export interface MessageReader {
  /** A receipt; such as are written in another way come as text. */
  receipt(revision: number): void
  received(text: string): void
  receivedBinary(): void
}

/**
 * Hands on what a client sends. A receipt, of which each revision brings ten thousand, comes in a chunk
 * of its own, and is read right here (docs/decisions/0019). All else goes to `ws`, which also knows
 * what is wrong with it; and what follows does, until a message has ended.
 *
 * @param wire the TCP socket below, to which `ws` listens already
 */
export function readMessages(socket: WebSocket, wire: Socket, reader: MessageReader): void {
  let boundary: FrameBoundary | undefined
  const [toWs] = wire.listeners('data')
  const { push } = wire
  wire.removeAllListeners('data')

  /** Whether this was a short message, which is read with that. */
  function reads(chunk: Buffer): boolean {
    // What comes after a mistake or a farewell is for `ws` to ignore.
    if (boundary !== undefined || socket.readyState !== socket.OPEN) return false
    const length = smallFrameLength(chunk)
    if (length === -1) return false
    const revision = readReceipt(chunk, length)
    if (revision !== -1) {
      reader.receipt(revision)
      return true
    }
    const text = readSmallFrame(chunk, length)
    if (text !== undefined) reader.received(text)
    return text !== undefined
  }

  // Called by the socket for what it has read. Past the stream's own queue, where nothing waits in it.
  wire.push = (chunk: Buffer | null, encoding) => {
    const isNext = chunk !== null && wire.readableFlowing === true && wire.readableLength === 0
    return (isNext && !wire.destroyed && reads(chunk)) || push.call(wire, chunk, encoding)
  }
  wire.on('data', (chunk: Buffer) => {
    // What is left when the wire has closed, `ws` reads by itself.
    if (wire.destroyed || reads(chunk)) return
    boundary ??= new FrameBoundary()
    boundary.pass(chunk)
    if (boundary.isBetweenMessages()) boundary = undefined
    toWs?.call(wire, chunk)
  })
  socket.on('message', (data, isBinary) => {
    if (isBinary) reader.receivedBinary()
    else reader.received(data.toString())
  })
}
