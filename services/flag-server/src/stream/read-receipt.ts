import { byteAt } from './small-frame.ts'

const REVISION_NEXT = Buffer.from('{"type":"receipt","revision":')
const APPLIED_NEXT = Buffer.from(',"appliedMs":')
const ZERO = 0x30
const POINT = 0x2e
const END = 0x7d
/** What fits into a number exactly, whatever the digits are. */
const MOST_DIGITS = 15

/**
 * The revision of a receipt, written as SDKs write it; -1 for all else. Ten thousand of them follow each
 * change: they are read byte by byte, without a string, JSON or schema. `appliedMs` has to be a number that
 * the schema takes, and is left to those who measure.
 */
export function readReceipt(chunk: Buffer, length: number): number {
  let at = passText(chunk, 0, length, REVISION_NEXT)
  if (at === -1) return -1
  const digits = passDigits(chunk, at, length)
  if (digits === 0 || digits > MOST_DIGITS) return -1
  if (digits > 1 && byteAt(chunk, at) === ZERO) return -1
  let revision = 0
  for (const end = at + digits; at < end; at += 1) {
    revision = revision * 10 + byteAt(chunk, at) - ZERO
  }
  at = passText(chunk, at, length, APPLIED_NEXT)
  if (at === -1) return -1
  const whole = passDigits(chunk, at, length)
  // An hour has seven digits, and is the most: longer ones take the long way.
  if (whole === 0 || whole > 6 || (whole > 1 && byteAt(chunk, at) === ZERO)) return -1
  at += whole
  if (at < length && byteAt(chunk, at) === POINT) {
    const fraction = passDigits(chunk, at + 1, length)
    if (fraction === 0) return -1
    at += 1 + fraction
  }
  return at === length - 1 && byteAt(chunk, at) === END ? revision : -1
}

/** Where it goes on after this text; -1 when it is another. */
function passText(chunk: Buffer, from: number, length: number, text: Buffer): number {
  if (from + text.length > length) return -1
  for (let index = 0; index < text.length; index += 1) {
    if (byteAt(chunk, from + index) !== text[index]) return -1
  }
  return from + text.length
}

/** How many digits stand there. */
function passDigits(chunk: Buffer, from: number, length: number): number {
  let at = from
  while (at < length && (byteAt(chunk, at) - ZERO) >>> 0 <= 9) at += 1
  return at - from
}
