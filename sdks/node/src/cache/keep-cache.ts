import type { Client } from '@bunting/client'
import { type CacheHead, decodeCacheHead, encodeCache } from './cache-format.ts'
import { sweepCaches } from './sweep-caches.ts'
import { SAME_CONFIRMATION_MS, writeCache } from './write-cache.ts'

export interface CacheKeeper {
  /** Writes what is not written yet, and stops. */
  close(): Promise<void>
}

/** Between the starts of two writes. */
const WRITE_MS = 1_000
/** Between two looks at flags that did not change, for the time they were confirmed last. */
const REFRESH_MS = 600_000
/** What `close()` waits for a disk at most … */
const CLOSE_MS = 1_000
/** … and between two attempts while another client writes, perhaps something older. */
const BUSY_MS = 10

/**
 * Keeps the file as new as the flags in force. Nothing is written on the event loop, and no timer
 * here keeps the process from ending; a write that was begun may.
 * @param restored what is in the file already
 * @param failed called with the first error of the file system
 */
export function keepCache(
  client: Pick<Client, 'status' | 'snapshot' | 'onStatus'>,
  file: string,
  restored: CacheHead | undefined,
  failed: (error: unknown) => void,
): CacheKeeper {
  let known = restored
  let swept = false
  let hasFailed = false
  let writing: Promise<void> | undefined
  let again = false
  let planned: NodeJS.Timeout | undefined
  let startedAt = -Infinity

  /** At once, but for the second that has to be between two. */
  function save(): void {
    const waitMs = startedAt + WRITE_MS - performance.now()
    if (writing) {
      again = true
    } else if (waitMs > 0) {
      planned ??= setTimeout(savePlanned, waitMs).unref()
    } else {
      const cache = unsaved()
      if (cache !== undefined) writing = write(cache)
    }
  }

  function saveAtOnce(): void {
    clearTimeout(planned)
    planned = undefined
    startedAt = -Infinity
    save()
  }

  function savePlanned(): void {
    planned = undefined
    save()
  }

  /** What is to be written, if anything is. */
  function unsaved(): string | undefined {
    const { epoch, revision, ageMs } = client.status()
    if (ageMs === undefined) return undefined
    const confirmedAt = Date.now() - ageMs
    const isKnown = known?.snapshot.epoch === epoch && known?.snapshot.revision === revision
    if (known && isKnown && confirmedAt - known.confirmedAt < SAME_CONFIRMATION_MS) return undefined
    const snapshot = client.snapshot()
    return snapshot && encodeCache(snapshot, confirmedAt)
  }

  async function write(cache: string): Promise<void> {
    startedAt = performance.now()
    try {
      const outcome = await writeCache(file, cache)
      if (outcome === 'busy') again = true
      else known = decodeCacheHead(cache)
      if (outcome === 'written' && !swept) {
        swept = true
        await sweepCaches(file)
      }
    } catch (error) {
      // The next change tries again: a disk may be given room.
      if (!hasFailed) failed(error)
      hasFailed = true
    }
    writing = undefined
    if (again) {
      again = false
      save()
    }
  }

  const stopListening = client.onStatus(save)
  const refresh = setInterval(save, REFRESH_MS).unref()

  return {
    async close() {
      stopListening()
      clearInterval(refresh)
      let isOver = false
      const limit = new Promise<void>((resolve) => {
        const end = () => {
          isOver = true
          resolve()
        }
        setTimeout(end, CLOSE_MS).unref()
      })
      saveAtOnce()
      while ((writing || planned) && !isOver) {
        await Promise.race([limit, writing])
        if (!planned) continue
        await new Promise((resolve) => setTimeout(resolve, BUSY_MS))
        saveAtOnce()
      }
      clearTimeout(planned)
    },
  }
}
