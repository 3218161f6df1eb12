import type { Socket } from 'node:net'
import type { WebSocket } from 'ws'
import { FrameBoundary } from './frame-boundary.ts'
import { readSmallFrame } from './small-frame.ts'

export interface MessageReader {
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
  wire.removeAllListeners('data')

  wire.on('data', (chunk: Buffer) => {
    // What is left when the wire has closed, `ws` reads by itself.
    if (wire.destroyed) return
    // What comes after a mistake or a farewell is for `ws` to ignore.
    const isOurs = boundary === undefined && socket.readyState === socket.OPEN
    const text = isOurs ? readSmallFrame(chunk) : undefined
    if (text !== undefined) {
      reader.received(text)
      return
    }
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
