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

/**
 * Makes the finished place the cluster of its `home`. One step of the file system, which fails when
 * there is a cluster already: of two servers that start at once, one wins.
 */
export async function claimPlace({ home, entry, directory }: Place): Promise<void> {
  const cluster = join(home, 'postgres')
  if (entry === directory) {
    await rename(entry, cluster)
  } else {
    await symlink(directory, cluster)
    await rm(entry)
  }
}

export async function abandonPlace({ entry, directory }: Place): Promise<void> {
  await rm(directory, { recursive: true, force: true })
  await rm(entry, { recursive: true, force: true })
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
