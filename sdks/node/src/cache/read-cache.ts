import { readFileSync, renameSync, statSync } from 'node:fs'
import { checkSnapshot } from '../check-snapshot.ts'
import { type CacheHead, decodeCacheHead, snapshotIn } from './cache-format.ts'

export interface Cached {
  readonly head: CacheHead
  readonly snapshot: string
}

/** Far more than any ruleset, and less than the longest text there can be. */
const MAX_BYTES = 256 * 1024 * 1024

/**
 * What an earlier run, or another process, has left. Synchronous: the first question is answered
 * from it.
 * @param refuse called with what is wrong with a file that is there and cannot be used
 */
export function readCache(file: string, refuse: (why: string) => void): Cached | undefined {
  let text: string
  try {
    const status = statSync(file, { throwIfNoEntry: false })
    if (status === undefined) return undefined
    // Reading a pipe would wait for somebody to write.
    if (!status.isFile() || status.size > MAX_BYTES) throw new Error('it is no cache of flags')
    text = readFileSync(file, 'utf8')
  } catch (error) {
    refuse(reasonOf(error))
    return undefined
  }
  try {
    const snapshot = snapshotIn(text)
    const head = decodeCacheHead(text)
    checkSnapshot(snapshot)
    return { head, snapshot }
  } catch (error) {
    refuse(reasonOf(error))
    putAside(file)
    return undefined
  }
}

/** So that the next start does not stumble over it again; but somebody may want to look at it. */
function putAside(file: string): void {
  try {
    renameSync(file, `${file}.damaged`)
  } catch {
    // A disk that cannot be written to.
  }
}

export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : `${error}`
}
