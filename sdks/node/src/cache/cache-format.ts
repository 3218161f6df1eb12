import type { Snapshot } from '@bunting/protocol/wire'
import { isSnapshot } from '../check-snapshot.ts'

/** A cache is a line of JSON and a snapshot as it came over the wire. */
export interface CacheHead {
  /** Wall clock: when the server last confirmed that these flags are the newest. */
  readonly confirmedAt: number
  readonly snapshot: Pick<Snapshot, 'epoch' | 'revision' | 'checksum'>
}

/** Moves when an older SDK could not read what a newer one writes; it is in the file's name too. */
const VERSION = 1

export function encodeCache(snapshot: string, confirmedAt: number): string {
  const head = { buntingCache: VERSION, confirmedAt: new Date(confirmedAt).toISOString() }
  return `${JSON.stringify(head)}\n${snapshot}`
}

export function snapshotIn(cache: string): string {
  return cache.slice(cache.indexOf('\n') + 1)
}

/**
 * @param start of the file: its first two lines at least
 * @throws Error with what is wrong with it, as the end of a sentence
 */
export function decodeCacheHead(start: string): CacheHead {
  const [first, second] = start.split('\n', 2).map(parse)
  const { buntingCache: version, confirmedAt: date } = (first ?? {}) as Record<string, unknown>
  if (version === undefined) throw new Error('it is no cache of flags')
  if (version !== VERSION) throw new Error(`it is of version ${version}`)
  const confirmedAt = Date.parse(`${date}`)
  if (Number.isNaN(confirmedAt) || !isSnapshot(second)) throw new Error('it is damaged')
  return { confirmedAt, snapshot: second }
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}
