/** Where a hash stands after some bytes: what a salt leaves behind, resumed for every unit. */
export interface HashState {
  /** After the last whole block of four bytes. */
  readonly hash: number
  /** The bytes since then, the first in the lowest eight bits. */
  readonly tail: number
  /** How many bytes there were in all. */
  readonly length: number
}

const START: HashState = { hash: 0, tail: 0, length: 0 }

const { imul } = Math
// Called, not looked up on each text: engines keep texts in many forms (written as such, cut from
// another, put together, …), and after four of them a look-up is as slow as all the rest.
const { charCodeAt } = String.prototype

/**
 * murmur3_x86_32 of the text's UTF-8: 0 … 2^32 − 1. Equals v3 of the `murmurhash` package for every
 * string, lone surrogates included.
 */
export function murmur3(text: string, seed = 0): number {
  return resumeHash(seed === 0 ? START : { ...START, hash: seed }, text) >>> 0
}

/** The state after the text. */
export function absorb(text: string): HashState {
  let after = START
  resumeHash(START, text, 0x7f, (state) => {
    after = state
  })
  return after
}

/**
 * The hash of what `state` absorbed and then `text`, as a signed 32-bit number. Characters above
 * `highest` make it start again from the text's UTF-8 bytes.
 *
 * @param highest 0xff: the text's characters are bytes, not to be encoded
 * @param keep is given the state after the text
 */
export function resumeHash(
  state: HashState,
  text: string,
  highest: 0x7f | 0xff = 0x7f,
  keep?: (after: HashState) => void,
): number {
  let { hash: h, tail: t, length: n } = state
  const end = text.length
  let all = 0
  for (let at = 0; at < end; ) {
    const a = charCodeAt.call(text, at++)
    all |= a
    if ((n & 3) === 0 && at + 3 <= end) {
      const b = charCodeAt.call(text, at++)
      const c = charCodeAt.call(text, at++)
      const d = charCodeAt.call(text, at++)
      all |= b | c | d
      t = a | (b << 8) | (c << 16) | (d << 24)
      n += 4
    } else t |= a << (n++ << 3)
    if ((n & 3) === 0) {
      h ^= scramble(t)
      h = (imul((h << 13) | (h >>> 19), 5) + 0xe6546b64) | 0
      t = 0
    }
  }
  if (all > highest) return resumeHash(state, utf8(text), 0xff, keep)
  if (keep !== undefined) keep({ hash: h, tail: t, length: n })
  h ^= scramble(t) ^ n
  h = imul(h ^ (h >>> 16), 0x85ebca6b)
  h = imul(h ^ (h >>> 13), 0xc2b2ae35)
  return h ^ (h >>> 16)
}

function scramble(block: number): number {
  const product = imul(block, 0xcc9e2d51)
  return imul((product << 15) | (product >>> 17), 0x1b873593)
}

/** The text's UTF-8, a character (0 … 255) for every byte; lone surrogates become U+FFFD. */
function utf8(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replace(/%(..)/g, (_, hex) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  )
}
