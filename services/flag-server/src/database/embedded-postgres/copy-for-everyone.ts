import {
  chmod,
  copyFile,
  mkdir,
  mkdtemp,
  readdir,
  readlink,
  rename,
  rm,
  symlink,
} from 'node:fs/promises'
import { dirname, join } from 'node:path'

/**
 * Copies a folder of programs to where everyone can read and run them, unless that was done before.
 * Whole or not at all: of two processes that copy at once, both end with the same folder.
 */
export async function copyForEveryone(from: string, to: string): Promise<void> {
  if (await readdir(to).catch(() => undefined)) return
  await mkdir(dirname(to), { recursive: true, mode: 0o755 })
  const building = await mkdtemp(`${to}.`)
  await copyFolder(from, building)
  await rename(building, to).catch(async (error) => {
    await rm(building, { recursive: true, force: true })
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error
  })
}

/** The modes are ours: the originals may have been installed with a umask that shuts others out. */
async function copyFolder(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true })
  await chmod(to, 0o755)
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)]
    if (entry.isDirectory()) {
      await copyFolder(source, target)
    } else if (entry.isSymbolicLink()) {
      await symlink(await readlink(source), target)
    } else {
      await copyFile(source, target)
      await chmod(target, 0o755)
    }
  }
}
