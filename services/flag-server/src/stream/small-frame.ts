const FINAL_TEXT = 0x81
const MASKED = 0x80
const MASK_START = 2
const TEXT_START = 6
const LONGEST = 125

/** Only good until the next call. */
const scratch = Buffer.alloc(LONGEST)

/**
 * How long the text is of a chunk that is exactly one short text frame of a client (RFC 6455, section
 * 5.2), as receipts and heartbeats are; -1 for all else, which is for `ws` to read.
 */
export function smallFrameLength(chunk: Buffer): number {
  const length = chunk.length - TEXT_START
  if (length < 0 || length > LONGEST) return -1
  return chunk[0] === FINAL_TEXT && chunk[1] === (MASKED | length) ? length : -1
}

/** The text of such a chunk; undefined when it is not all ASCII. The chunk stays as it is. */
export function readSmallFrame(chunk: Buffer, length: number): string | undefined {
  let bits = 0
  for (let index = 0; index < length; index += 1) {
    const byte = byteAt(chunk, index)
    scratch[index] = byte
    bits |= byte
  }
  return bits < 0x80 ? scratch.toString('latin1', 0, length) : undefined
}

/** One of its bytes, without the mask. */
export function byteAt(chunk: Buffer, index: number): number {
  return (chunk[TEXT_START + index] ?? 0) ^ (chunk[MASK_START + (index & 3)] ?? 0)
}
