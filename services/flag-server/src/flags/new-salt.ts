import { randomBytes } from 'node:crypto'

/** Known by its key to a reader, unlike that of any flag of the same key before or elsewhere. */
export function newSalt(flagKey: string): string {
  return `${flagKey}.${randomBytes(6).toString('base64url')}`
}
