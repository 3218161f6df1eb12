import { setTimeout as delay } from 'node:timers/promises'
import type { Cluster } from './cluster.ts'
import { explainFailure } from './explain-failure.ts'
import { takeLease } from './lease.ts'
import type { Log } from './log.ts'
import { type PostgresProcess, startPostgres } from './postgres-process.ts'
import { findPostmaster, type Postmaster, stopPostmaster } from './postmaster.ts'
import { SETTINGS } from './settings.ts'

type Attempt =
  | { readonly process: PostgresProcess }
  /** Something that may be over in a moment, such as another Postgres that is just stopping. */
  | { readonly retryBecause: string }

const PATIENCE_MS = 15_000

/**
 * What Postgres says when someone was quicker to lock the data or to take the port, or when the
 * processes of one that was killed are not all gone yet.
 */
const PASSING = /lock file ".*" already exists|could not bind|pre-existing shared memory block/

/**
 * Starts Postgres on the cluster and takes its lease. An orphan is stopped first: it may run with
 * other settings or with transactions of the dead. Throws a sentence if a live server has the lease.
 */
export async function launch(cluster: Cluster, log: Log, port?: number): Promise<PostgresProcess> {
  const deadline = Date.now() + PATIENCE_MS
  for (;;) {
    const attempt = await tryToLaunch(cluster, log, port)
    if ('process' in attempt) return attempt.process
    if (Date.now() > deadline) throw cannotStart(cluster, attempt.retryBecause)
    await delay(100)
  }
}

async function tryToLaunch(cluster: Cluster, log: Log, port?: number): Promise<Attempt> {
  const stray = await findPostmaster(cluster.dataDirectory)
  if (stray) {
    const trouble = await stopOrphan(stray, cluster, log)
    if (trouble) return { retryBecause: trouble }
  }
  const start = await startPostgres(cluster, SETTINGS, port)
  if (!start.started) {
    if (PASSING.test(start.said)) return { retryBecause: start.said }
    throw cannotStart(cluster, start.said)
  }
  // A server that started in the same moment may have taken our Postgres for an orphan.
  const lease = await takeLease(cluster, start.process.port).catch(messageOf)
  if (typeof lease === 'string') return { retryBecause: lease }
  return lease.taken ? { process: start.process } : { retryBecause: 'it was taken over' }
}

/** Answers what went wrong, if that may pass. Throws if it is no orphan. */
async function stopOrphan(
  { pid, port }: Postmaster,
  cluster: Cluster,
  log: Log,
): Promise<string | undefined> {
  const lease = await takeLease(cluster, port).catch(messageOf)
  if (typeof lease === 'string') return lease
  if (!lease.taken) {
    throw new Error(
      `another server (${lease.holder}) uses the database in ${cluster.home}. Stop that one, set ` +
        'DATA_DIR to another folder, or let both share a Postgres through DATABASE_URL.',
    )
  }
  log.info(`stopping the Postgres of a server that was killed (process ${pid})`)
  await stopPostmaster(pid, cluster.dataDirectory)
  return undefined
}

function cannotStart({ logFile }: Cluster, said: string): Error {
  return new Error(explainFailure(`Postgres does not start (its log is ${logFile})`, said))
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
