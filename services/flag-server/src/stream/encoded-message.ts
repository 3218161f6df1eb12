/** A message made once, for however many sockets. */
export interface EncodedMessage {
  /** What it says, in UTF-8. */
  readonly text: Buffer
  /** The same with the header of a WebSocket frame: the bytes as they are on the wire. */
  readonly frame: Buffer
}

const FINAL_TEXT = 0x81

/** One unmasked frame, RFC 6455 section 5.2. */
export function encodeMessage(text: string): EncodedMessage {
  const length = Buffer.byteLength(text)
  const start = length < 126 ? 2 : length < 65_536 ? 4 : 10
  // Not of the shared pool: it lives as long as the slowest reader needs.
  const frame = Buffer.allocUnsafeSlow(start + length)
  frame[0] = FINAL_TEXT
  if (start === 2) frame[1] = length
  if (start === 4) {
    frame[1] = 126
    frame.writeUInt16BE(length, 2)
  }
  if (start === 10) {
    frame[1] = 127
    frame.writeBigUInt64BE(BigInt(length), 2)
  }
  frame.write(text, start)
  return { text: frame.subarray(start), frame }
}
