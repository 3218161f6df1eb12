import { randomInt } from 'node:crypto'

/** Nothing in it that looks like something else, in whatever hand. */
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789'
const HALF = 5
const COUNT = 10

/** `k7m2p-x9fqa`: 49 bits each, behind a lock that opens for ten tries in a quarter of an hour. */
export function makeRecoveryCodes(): string[] {
  const half = () =>
    Array.from({ length: HALF }, () => ALPHABET[randomInt(ALPHABET.length)]).join('')
  return Array.from({ length: COUNT }, () => `${half()}-${half()}`)
}

/** As it was made, of what somebody typed from a sheet of paper. */
export function normalRecoveryCode(typed: string): string {
  const characters = typed.toLowerCase().replace(/[^a-z0-9]/g, '')
  return `${characters.slice(0, HALF)}-${characters.slice(HALF)}`
}
