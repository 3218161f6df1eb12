import { murmur3 } from '@bunting/evaluator'

/** Flags of an earlier visit. */
export interface CachedFlags {
  /** For `restore`. */
  readonly snapshot: string
  /** Since the server last confirmed them, by the wall clock; never below 0. */
  readonly ageMs: number
}

export const CACHE = 'bunting:flags:'
/** Of what is kept. Another version does not read it, and clears it away. */
const VERSION = 1

/** Under which name the flags of a server and key are kept. It tells neither. */
export function cacheName(url: string, clientKey: string): string {
  const hash = [0, 1].map((seed) => murmur3(`${url} ${clientKey}`, seed).toString(36))
  return `${CACHE}${VERSION}:${hash.join('')}`
}

/** Undefined when nothing is kept, or the page may not look. */
export function readCachedFlags(name: string): CachedFlags | undefined {
  try {
    // A line with the moment of the confirmation, then the snapshot.
    const [, confirmedAt, snapshot] = /^(\d+)\n(.+)$/s.exec(`${localStorage.getItem(name)}`) ?? []
    return snapshot === undefined
      ? undefined
      : { snapshot, ageMs: Math.max(0, Date.now() - Number(confirmedAt)) }
  } catch {
    return undefined
  }
}
