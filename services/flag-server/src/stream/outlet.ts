import type { EncodedMessage } from './encoded-message.ts'
import type { StreamSocket } from './stream-socket.ts'

/** What is said to one client, and how far it is behind with reading. */
export class Outlet {
  /** When it was last told which revision is the newest. */
  spokeAt: number
  /** Since when too many bytes are on their way: what comes next is the newest snapshot, after those. */
  behindSince: number | undefined
  readonly #socket: StreamSocket
  readonly #maxBufferedBytes: number

  constructor(socket: StreamSocket, maxBufferedBytes: number, at: number) {
    this.#socket = socket
    this.#maxBufferedBytes = maxBufferedBytes
    this.spokeAt = at
  }

  /** Says which revision is the newest: a message of the feed. */
  tell(message: EncodedMessage, at: number): void {
    this.spokeAt = at
    this.#socket.write(message.frame)
  }

  /** Anything else. It puts off no heartbeat, from which clients know how old their flags are. */
  remark(message: EncodedMessage | object): void {
    if ('frame' in message) this.#socket.write(message.frame)
    else this.#socket.send(JSON.stringify(message))
  }

  /** The first time that it is, `reader.collapse` is called once it has read what it was sent. */
  isBehind(at: number, reader: { collapse(): void }): boolean {
    if (this.behindSince !== undefined) return true
    if (this.#socket.bufferedAmount <= this.#maxBufferedBytes) return false
    this.behindSince = at
    this.#socket.onceFlushed(() => {
      this.behindSince = undefined
      reader.collapse()
    })
    return true
  }
}
