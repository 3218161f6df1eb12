import type { Socket } from 'node:net'
import type { CloseCode } from '@bunting/protocol'
import type { WebSocket } from 'ws'
import type { StreamSocket } from './stream-socket.ts'

/** A WebSocket as a stream connection wants it. A class: ten thousand share these methods. */
export class WireSocket implements StreamSocket {
  readonly #socket: WebSocket
  readonly #wire: Socket

  /**
   * @param wire the TCP socket below: frames that are ready go straight to it, in one write instead of
   * two. Without compression WebSocket has no queue of its own that they could overtake.
   */
  constructor(socket: WebSocket, wire: Socket) {
    this.#socket = socket
    this.#wire = wire
  }

  get protocol(): string {
    return this.#socket.protocol
  }

  get bufferedAmount(): number {
    return this.#wire.writableLength
  }

  send(message: string): void {
    this.#socket.send(message, { binary: false })
  }

  write(frame: Buffer): void {
    // Nothing may follow a close frame.
    if (this.#socket.readyState === this.#socket.OPEN) this.#wire.write(frame)
  }

  onceFlushed(then: () => void): void {
    this.#wire.once('drain', then)
  }

  close(code: CloseCode, reason: string): void {
    this.#socket.close(code, reason)
  }

  terminate(): void {
    this.#socket.terminate()
  }
}
