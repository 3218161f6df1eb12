import { openCluster } from './embedded-postgres/cluster.ts'
import { removeAbandonedPlaces } from './embedded-postgres/cluster-place.ts'
import { NAME } from './embedded-postgres/initialise.ts'
import { keepRunning } from './embedded-postgres/keep-running.ts'
import { launch } from './embedded-postgres/launch.ts'
import type { Log } from './embedded-postgres/log.ts'

export interface EmbeddedPostgres {
  /** Holds the password: never log it. Stays the same until `stop()`. */
  readonly url: string
  /** Ends every connection, writes everything down and waits until Postgres is gone. */
  stop(): Promise<void>
}

/**
 * Starts a real Postgres that belongs to this process, its data in `dataDir`, on a loopback port of
 * its own. It runs until `stop()`, or until this process is gone, however that ends.
 *
 * Rejects with a sentence for a person: another live server uses the folder, no permission, a full
 * disk, data of another PostgreSQL version. Works on Linux and macOS, as root and as anyone else.
 */
export async function startEmbeddedPostgres({
  dataDir,
  log,
}: {
  readonly dataDir: string
  readonly log: Log
}): Promise<EmbeddedPostgres> {
  const cluster = await openCluster(dataDir, log)
  const postgres = await launch(cluster, log)
  await removeAbandonedPlaces(cluster.home)
  const { stop } = keepRunning(postgres, cluster, log)
  const url = `postgres://${NAME}:${cluster.password}@127.0.0.1:${postgres.port}/${NAME}`
  return { url, stop }
}
