import { createHash, randomBytes } from 'node:crypto'

/** What is in a link. 192 bits of its own: its SHA-256 needs no salt. */
export function makeOneTimeToken(): string {
  return randomBytes(24).toString('base64url')
}

/** All that is kept of it. */
export function hashOneTimeToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
