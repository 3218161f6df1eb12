import { randomBytes } from 'node:crypto'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { type CacheHead, decodeCacheHead } from './cache-format.ts'
import { whileLocked } from './file-lock.ts'

/** Confirmations closer than this are one: many processes keep one file. */
export const SAME_CONFIRMATION_MS = 60_000

/** Both lines of a head are in here. */
const HEAD_BYTES = 4_096

/**
 * Puts the cache in the file, whole or not at all, unless what is there is as good.
 * @returns `busy` while another process writes: try again
 * @throws what the file system throws
 */
export async function writeCache(
  file: string,
  cache: string,
): Promise<'written' | 'kept' | 'busy'> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  const outcome = await whileLocked(`${file}.lock`, async (isOurs) => {
    const there = await readHead(file)
    if (there && !isBetter(decodeCacheHead(cache), there)) return 'kept'
    const temporary = `${file}.${randomBytes(4).toString('hex')}.tmp`
    try {
      await writeWhole(temporary, cache)
      if (!isOurs()) return 'busy'
      await rename(temporary, file)
      return 'written'
    } finally {
      await rm(temporary, { force: true })
    }
  })
  return outcome ?? 'busy'
}

/** Within an epoch the higher revision stays; of two epochs, the one confirmed later. */
function isBetter(next: CacheHead, there: CacheHead): boolean {
  const [a, b] = [next.snapshot, there.snapshot]
  // A clock that was ahead has written what nothing could be better than for a long time.
  const laterMs = there.confirmedAt > Date.now() ? Infinity : next.confirmedAt - there.confirmedAt
  if (a.epoch !== b.epoch) return laterMs > 0
  if (a.revision !== b.revision) return a.revision > b.revision
  return laterMs > (a.checksum === b.checksum ? SAME_CONFIRMATION_MS : 0)
}

/** Undefined for a file that is not there or is worth nothing. */
async function readHead(file: string): Promise<CacheHead | undefined> {
  try {
    const handle = await open(file, 'r')
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0)
      return decodeCacheHead(buffer.toString('utf8', 0, bytesRead))
    } finally {
      await handle.close()
    }
  } catch {
    return undefined
  }
}

async function writeWhole(file: string, text: string): Promise<void> {
  const handle = await open(file, 'wx', 0o600)
  try {
    await handle.writeFile(text)
    // Or a power cut may leave the new name on an empty file.
    await handle.datasync()
  } finally {
    await handle.close()
  }
}
