import type { CloseCode } from '@bunting/protocol'

/** What a connection needs of a WebSocket. */
export interface StreamSocket {
  /** The negotiated sub-protocol. */
  readonly protocol: string
  /** Bytes handed over and not yet on the wire. */
  readonly bufferedAmount: number
  send(message: string): void
  /** A whole frame, as it is. */
  write(frame: Buffer): void
  /** Calls once, when all that waits is on the wire. */
  onceFlushed(then: () => void): void
  close(code: CloseCode, reason: string): void
  /** Cuts the socket without a word; for peers that no longer answer. */
  terminate(): void
}
