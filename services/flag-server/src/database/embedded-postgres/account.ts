import { execFile } from 'node:child_process'
import { stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { promisify } from 'node:util'
import type { Log } from './log.ts'

/** The operating system's user that Postgres runs as. */
export interface Account {
  readonly uid: number
  readonly gid: number
}

const DEDICATED_USER = 'bunting-postgres'

const exec = promisify(execFile)

/**
 * Whom a new cluster shall belong to: whoever started us, or, as Postgres refuses to run as root, a
 * user made for nothing else. Throws on Windows, and where root cannot make users.
 */
export async function accountForNewCluster(log: Log): Promise<Account> {
  const own = ownAccount()
  if (own.uid !== 0) return own
  const existing = await lookUp(DEDICATED_USER)
  if (existing) return existing
  const failure = await makeUser(DEDICATED_USER)
  // Another server that starts now may have been quicker: what counts is that the user is there.
  const made = await lookUp(DEDICATED_USER)
  if (!made) {
    throw new Error(
      `Postgres does not run as root, and the user "${DEDICATED_USER}" to run it could not be ` +
        `made (${failure}). Start Bunting as a normal user, or set DATABASE_URL.`,
    )
  }
  log.info(`made the system user "${DEDICATED_USER}", as Postgres does not run as root`)
  return made
}

/** Whom an existing cluster belongs to: only its owner can run it, and root can become its owner. */
export async function accountOfCluster(
  directory: string,
  own: Account = ownAccount(),
): Promise<Account> {
  const { uid, gid } = await stat(directory)
  if (uid === 0) {
    throw new Error(
      `${directory} belongs to root, and Postgres does not run as root: give it back to the user ` +
        'who made it (chown -R), or set DATABASE_URL.',
    )
  }
  if (own.uid !== 0 && own.uid !== uid) {
    throw new Error(
      `${directory} belongs to another user (uid ${uid}; this is uid ${own.uid}): start Bunting ` +
        'as that user or as root, or set DATA_DIR to a folder of your own.',
    )
  }
  return { uid, gid }
}

/** Whether the account may walk to `path` and open it. Access lists beyond the mode bits are not seen. */
export async function canReach(account: Account, path: string): Promise<boolean> {
  for (let at = path; ; at = dirname(at)) {
    const { mode, uid, gid } = await stat(at)
    const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001
    if ((mode & bit) === 0) return false
    if (at === dirname(at)) return true
  }
}

function ownAccount(): Account {
  const uid = process.geteuid?.()
  const gid = process.getegid?.()
  if (uid === undefined || gid === undefined) {
    throw new Error(
      "Bunting's own Postgres runs on Linux and macOS. On Windows, use WSL or set DATABASE_URL.",
    )
  }
  return { uid, gid }
}

async function lookUp(user: string): Promise<Account | undefined> {
  try {
    const [uid, gid] = await Promise.all([exec('id', ['-u', user]), exec('id', ['-g', user])])
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) }
  } catch {
    return undefined
  }
}

/** Tries the tool of most Linux systems, then busybox's. Answers why it failed. */
async function makeUser(user: string): Promise<string> {
  const useradd = ['--system', '--user-group', '--no-create-home', '--shell', '/bin/false', user]
  try {
    await exec('useradd', useradd)
    return ''
  } catch (error) {
    const failure = error instanceof Error ? error.message.trim() : String(error)
    await exec('adduser', ['-S', '-D', '-H', '-s', '/bin/false', user]).catch(() => undefined)
    return failure
  }
}
