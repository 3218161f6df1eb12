import { randomBytes } from 'node:crypto'
import { link, open, rename, rm, stat } from 'node:fs/promises'

/** Past this, whoever took the lock is gone: what is done under it takes milliseconds. */
const ABANDONED_MS = 10_000

/**
 * Does the work while no other process on this machine does work under the same lock.
 * @param work may ask whether the lock is still its own, after the process stood still for long
 * @returns undefined, and does nothing, while another one has the lock
 */
export async function whileLocked<T>(
  lock: string,
  work: (isOurs: () => boolean) => Promise<T>,
): Promise<T | undefined> {
  if (!(await take(lock))) return undefined
  const takenAt = performance.now()
  const isOurs = () => performance.now() - takenAt < ABANDONED_MS / 2
  try {
    return await work(isOurs)
  } finally {
    if (isOurs()) await rm(lock, { force: true })
  }
}

async function take(lock: string): Promise<boolean> {
  if (await create(lock)) return true
  const taken = await stat(lock).catch(() => undefined)
  // The clock may have been set back since.
  const isAbandoned = taken && Math.abs(Date.now() - taken.mtimeMs) > ABANDONED_MS
  return isAbandoned ? (await putAside(lock, taken.ino)) && create(lock) : false
}

/** Of several that find a lock abandoned one gets it out of the way, and not the lock of the next. */
async function putAside(lock: string, ino: number): Promise<boolean> {
  const aside = `${lock}.${randomBytes(4).toString('hex')}`
  try {
    await rename(lock, aside)
    const isIt = (await stat(aside)).ino === ino
    if (!isIt) await link(aside, lock)
    return isIt
  } catch {
    return false
  } finally {
    await rm(aside, { force: true })
  }
}

async function create(lock: string): Promise<boolean> {
  try {
    await (await open(lock, 'wx', 0o600)).close()
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}
