import { setTimeout as delay } from 'node:timers/promises'
import type { Cluster } from './cluster.ts'
import { explainFailure } from './explain-failure.ts'
import type { Log } from './log.ts'
import { type PostgresProcess, startPostgres } from './postgres-process.ts'
import { findPostmaster, stopPostmaster } from './postmaster.ts'
import { SETTINGS } from './settings.ts'

const PATIENCE_MS = 15_000

/** The port was taken in between, or processes of a Postgres that was killed are not gone yet. */
const PASSING = /could not bind|pre-existing shared memory block/

/**
 * Starts Postgres on a cluster whose lock the caller holds: one that runs there already is therefore
 * an orphan. It is stopped first, as it may have other settings and transactions of the dead.
 */
export async function launch(cluster: Cluster, log: Log, port?: number): Promise<PostgresProcess> {
  const orphan = await findPostmaster(cluster.dataDirectory)
  if (orphan !== undefined) {
    log.info(`stopping the Postgres of a server that was killed (process ${orphan})`)
    await stopPostmaster(orphan, cluster.dataDirectory)
  }
  const deadline = Date.now() + PATIENCE_MS
  for (;;) {
    const start = await startPostgres(cluster, SETTINGS, port)
    if (start.started) return start.process
    if (!PASSING.test(start.said) || Date.now() > deadline) {
      const what = `Postgres does not start (its log is ${cluster.logFile})`
      throw new Error(explainFailure(what, start.said))
    }
    await delay(100)
  }
}
