import { createHash } from 'node:crypto'
import { accessSync, constants, lstatSync, mkdirSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'

/** The file that keeps the flags of one server and key. */
export interface CachePlace {
  readonly file: string
  /** Whether somebody asked for it to be there: if not, nobody wants to hear that it cannot. */
  readonly asked: boolean
}

export const CACHE_FILE: RegExp = /^[0-9a-f]{32}\.v1\.flags/

/** Undefined when there is to be no cache, or no place for one. */
export function cachePlace(
  cacheDir: string | false | undefined,
  server: string,
  key: string,
): CachePlace | undefined {
  const given = cacheDir ?? process.env.BUNTING_CACHE_DIR
  const folder = given === undefined ? usualFolders().find(isOurs) : given
  if (!folder) return undefined
  const named = createHash('sha256').update(`${server.replace(/\/+$/, '')}\n${key}`)
  const name = `${named.digest('hex').slice(0, 32)}.v1.flags`
  return { file: join(folder, name), asked: given !== undefined }
}

/** A user's caches outlive a reboot; a container often can write to its temporary folder only. */
function usualFolders(): string[] {
  const { XDG_CACHE_HOME, LOCALAPPDATA } = process.env
  const mine = process.getuid === undefined ? 'bunting' : `bunting-${process.getuid()}`
  const temporary = join(tmpdir(), mine)
  try {
    const home = homedir()
    if (process.platform === 'win32') return [join(LOCALAPPDATA || home, 'bunting'), temporary]
    if (XDG_CACHE_HOME) return [join(XDG_CACHE_HOME, 'bunting'), temporary]
    const caches = process.platform === 'darwin' ? 'Library/Caches' : '.cache'
    return [join(home, caches, 'bunting'), temporary]
  } catch {
    // A user id that no account belongs to.
    return [temporary]
  }
}

/** Makes the folder. In a temporary folder, another user may have made it first, to plant flags. */
function isOurs(folder: string): boolean {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    accessSync(folder, constants.R_OK | constants.W_OK)
    const { uid, mode } = lstatSync(folder)
    if (process.getuid === undefined) return true
    return (
      uid === process.getuid() &&
      (mode & constants.S_IFMT) === constants.S_IFDIR &&
      (mode & 0o022) === 0
    )
  } catch {
    return false
  }
}
