import { randomBytes } from 'node:crypto'
import { chown, mkdir, readdir, realpath, rename, rm, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { type Account, canReach } from './account.ts'
import { SHARED_HOME } from './shared-home.ts'

/** A folder in which a cluster is being made, not yet the cluster of its `home`. */
export interface Place {
  readonly home: string
  /** In `home`: the folder itself, or a symbolic link to where the account can reach it. */
  readonly entry: string
  readonly directory: string
}

const UNFINISHED = 'postgres.new-'

/** An empty folder of the account's own: in `home`, or outside when the account cannot go there. */
export async function openPlace(home: string, account: Account): Promise<Place> {
  const id = randomBytes(8).toString('hex')
  const entry = join(home, `${UNFINISHED}${id}`)
  const inside = await canReach(account, home)
  const directory = inside ? entry : join(SHARED_HOME, id)
  if (!inside) {
    await mkdir(SHARED_HOME, { recursive: true, mode: 0o755 })
    await symlink(directory, entry)
  }
  await mkdir(directory, { mode: 0o700 })
  await chown(directory, account.uid, account.gid)
  return { home, entry, directory }
}

/** Makes the finished place the cluster of its `home`, in one step of the file system. */
export async function claimPlace({ home, entry }: Place): Promise<void> {
  await rename(entry, join(home, 'postgres'))
}

/** What cannot be removed now is no reason to fail: the next start tries again. */
export async function abandonPlace({ entry, directory }: Place): Promise<void> {
  // The initdb of a server that was killed may still be at work in there for a moment.
  const options = { recursive: true, force: true, maxRetries: 10, retryDelay: 50 }
  for (const path of [directory, entry]) await rm(path, options).catch(() => undefined)
}

/** Removes what first starts that were killed half-way left in `home`. */
export async function removeAbandonedPlaces(home: string): Promise<void> {
  for (const name of await readdir(home)) {
    if (!name.startsWith(UNFINISHED)) continue
    const entry = join(home, name)
    const directory = await realpath(entry).catch(() => entry)
    await abandonPlace({ home, entry, directory })
  }
}
