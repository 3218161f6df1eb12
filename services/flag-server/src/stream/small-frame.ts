const FINAL_TEXT = 0x81
const MASKED = 0x80
const MASK_START = 2
const TEXT_START = 6
const LONGEST = 125

/** Only good until the next call. */
const scratch = Buffer.alloc(LONGEST)

/**
 * The text of a chunk that is exactly one short text frame of a client (RFC 6455, section 5.2), in
 * ASCII: what receipts and heartbeats are. Undefined for all else, which is for `ws` to read. The
 * chunk stays as it is.
 */
export function readSmallFrame(chunk: Buffer): string | undefined {
  const length = chunk.length - TEXT_START
  if (length < 0 || length > LONGEST) return undefined
  if (chunk[0] !== FINAL_TEXT || chunk[1] !== (MASKED | length)) return undefined
  let bits = 0
  for (let index = 0; index < length; index += 1) {
    const mask = chunk[MASK_START + (index & 3)] ?? 0
    const byte = (chunk[TEXT_START + index] ?? 0) ^ mask
    scratch[index] = byte
    bits |= byte
  }
  return bits < 0x80 ? scratch.toString('latin1', 0, length) : undefined
}
