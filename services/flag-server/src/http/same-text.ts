import { createHash, timingSafeEqual } from 'node:crypto'

/** Takes as long for a near miss as for any other. */
export function sameText(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(a), digest(b))
}
