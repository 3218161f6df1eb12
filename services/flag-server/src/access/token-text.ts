import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

export type TokenKind = 'personal' | 'service'

const SHAPE = /^(bunting_(?:personal|service)_[\w-]{8})_[\w-]{32}$/

/** Eight characters that name it, 24 random bytes that are the secret, a prefix for secret scanners. */
export function makeToken(kind: TokenKind): string {
  const name = randomBytes(6).toString('base64url')
  return `bunting_${kind}_${name}_${randomBytes(24).toString('base64url')}`
}

/** What of it may be shown and looked up; undefined when it is no token of ours. */
export function prefixOf(token: string): string | undefined {
  return SHAPE.exec(token)?.[1]
}

export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

/** Takes as long for a near miss as for any other. */
export function sameHash(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}
