import { access, constants, mkdir, readFile, realpath } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { openCluster } from './embedded-postgres/cluster.ts'
import { removeAbandonedPlaces } from './embedded-postgres/cluster-place.ts'
import { explainFailure } from './embedded-postgres/explain-failure.ts'
import { NAME } from './embedded-postgres/initialise.ts'
import { keepRunning } from './embedded-postgres/keep-running.ts'
import { launch } from './embedded-postgres/launch.ts'
import type { Log } from './embedded-postgres/log.ts'
import { runningPostmaster } from './embedded-postgres/postmaster.ts'
import { takeServerLock } from './embedded-postgres/server-lock.ts'

export interface EmbeddedPostgres {
  /** Holds the password: never log it. Stays the same until `stop()`. */
  readonly url: string
  /** Ends every connection, writes everything down and waits until Postgres is gone. */
  stop(): Promise<void>
}

export interface EmbeddedPostgresOptions {
  /** Made if it is not there. Belongs to one live server at a time. */
  readonly dataDir: string
  readonly log: Log
}

/**
 * Starts a real Postgres that belongs to this process, its data in `dataDir`, on a loopback port of
 * its own. It runs until `stop()`, or until this process is gone, however that ends.
 *
 * Rejects with a sentence for a person: another live server has the folder, no permission, a full
 * disk, data of another PostgreSQL version. Works on Linux and macOS, as root and as anyone else.
 */
export async function startEmbeddedPostgres({
  dataDir,
  log,
}: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const home = await openHome(dataDir)
  const locks = [await takeServerLock(join(home, 'server.lock'))]
  const releaseLocks = () => {
    for (const lock of locks) lock.release()
  }
  try {
    await removeAbandonedPlaces(home)
    const cluster = await openCluster(home, log)
    const directory = dirname(cluster.dataDirectory)
    // A copy of the folder has a copy of the link in it: then two folders lead to one cluster.
    if (dirname(directory) !== home) locks.push(await takeServerLock(`${directory}.lock`))
    const postgres = await launch(cluster, log)
    const { stop } = keepRunning(postgres, cluster, log)
    return {
      url: urlOf(cluster.password, postgres.port),
      stop: () => stop().finally(releaseLocks),
    }
  } catch (error) {
    releaseLocks()
    throw error
  }
}

/** The URL of the Postgres that a live server runs on `dataDir`; undefined when none does. */
export async function runningEmbeddedPostgres(dataDir: string): Promise<string | undefined> {
  const directory = await realpath(join(dataDir, 'postgres')).catch(() => undefined)
  if (directory === undefined) return undefined
  const running = await runningPostmaster(join(directory, 'data'))
  if (!running) return undefined
  const password = await readFile(join(directory, 'password'), 'utf8')
  return urlOf(password.trim(), running.port)
}

function urlOf(password: string, port: number): string {
  return `postgres://${NAME}:${password}@127.0.0.1:${port}/${NAME}`
}

async function openHome(dataDir: string): Promise<string> {
  try {
    await mkdir(dataDir, { recursive: true })
    await access(dataDir, constants.W_OK | constants.X_OK)
    return await realpath(dataDir)
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error)
    throw new Error(explainFailure(`cannot use DATA_DIR ${dataDir}`, said), { cause: error })
  }
}
