import { readFile, writeFile } from 'node:fs/promises'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as delay } from 'node:timers/promises'
import { explainFailure } from './explain-failure.ts'

export interface ServerLock {
  release(): void
}

/** A server that was told to stop may need a moment; one that was killed has let go already. */
const PATIENCE_MS = 1_000
const SQLITE_BUSY = 5

/** Held here as well: a database that is garbage collected lets go of its lock. */
const held = new Set<DatabaseSync>()

/**
 * The right of one live server to a folder. Node cannot lock a file itself, but SQLite can: its lock
 * is the operating system's own, which ends with the process however that dies, is seen from other
 * containers, and cannot be mistaken for someone else's after a process id is used again.
 *
 * Rejects with a sentence that names the process that has it.
 */
export async function takeServerLock(file: string): Promise<ServerLock> {
  const holderFile = `${file}.holder`
  const deadline = Date.now() + PATIENCE_MS
  for (;;) {
    const lock = tryToLock(file)
    if (lock) {
      await writeFile(holderFile, `${process.pid}\n`)
      return lock
    }
    if (Date.now() > deadline) break
    await delay(20)
  }
  const holder = await readFile(holderFile, 'utf8').catch(() => 'unknown')
  throw new Error(
    `another server (process ${holder.trim()}) has ${file}. Stop that one, give this one a DATA_DIR ` +
      'and a PORT of its own, or let both share a Postgres through DATABASE_URL.',
  )
}

function tryToLock(file: string): ServerLock | undefined {
  let database: DatabaseSync | undefined
  try {
    database = new DatabaseSync(file)
    // Nothing is ever written to it: no journal file either.
    database.exec('pragma journal_mode = memory; begin exclusive')
  } catch (error) {
    database?.close()
    if (isBusy(error)) return undefined
    const said = error instanceof Error ? error.message : String(error)
    throw new Error(explainFailure(`cannot lock ${file}`, said), { cause: error })
  }
  const locked = database
  held.add(locked)
  return {
    release: () => {
      if (held.delete(locked)) locked.close()
    },
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY
}
