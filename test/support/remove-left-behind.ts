import { readdir, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { findPostmaster } from '@bunting/flag-server/database/embedded-postgres/postmaster.ts'

const OLD_MS = 3_600_000

/**
 * Removes the folders beside `folder`, of the same name but for its random end, that runs which were
 * killed left behind: an hour old, and no Postgres at work in them. They may lie in memory.
 */
export async function removeLeftBehind(folder: string): Promise<void> {
  const parent = dirname(folder)
  const prefix = folder.slice(parent.length + 1, -6)
  for (const name of await readdir(parent)) {
    const other = join(parent, name)
    if (!name.startsWith(prefix) || other === folder) continue
    const age = Date.now() - (await stat(other).catch(() => ({ mtimeMs: Date.now() }))).mtimeMs
    if (age < OLD_MS || (await findPostmaster(join(other, 'postgres', 'data')))) continue
    await rm(other, { recursive: true, force: true }).catch(() => undefined)
  }
}
