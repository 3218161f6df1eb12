import { readdir, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { CACHE_FILE } from './cache-place.ts'

const UNUSED_MS = 30 * 24 * 3_600_000

/**
 * Removes what servers and keys of the past, and processes that were killed while they wrote, have
 * left in the folder of this file. A file in use is written anew every ten minutes.
 */
export async function sweepCaches(file: string): Promise<void> {
  const folder = dirname(file)
  const names = await readdir(folder).catch((): string[] => [])
  for (const name of names.filter((name) => CACHE_FILE.test(name))) {
    const path = join(folder, name)
    // Another process may be sweeping as well.
    const mtimeMs = (await stat(path).catch(() => undefined))?.mtimeMs ?? Infinity
    if (Date.now() - mtimeMs > UNUSED_MS) await rm(path, { force: true })
  }
}
