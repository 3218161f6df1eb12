import { rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { openCluster } from '@bunting/flag-server/database/embedded-postgres/cluster.ts'
import { NAME } from '@bunting/flag-server/database/embedded-postgres/initialise.ts'
import { startPostgres } from '@bunting/flag-server/database/embedded-postgres/postgres-process.ts'
import { SETTINGS } from '@bunting/flag-server/database/embedded-postgres/settings.ts'
import { migrate } from '@bunting/flag-server/database/migrate.ts'
import { removeLeftBehind } from './remove-left-behind.ts'
import { temporaryFolder } from './temporary-folder.ts'

/** A throw-away Postgres whose database `bunting` is migrated and empty: the template of the others. */
export interface TestCluster {
  /** Of the template. Nothing may stay connected to it while copies are made. */
  readonly url: string
  /** Stops it and removes its data. */
  stop(): Promise<void>
}

/** What a committed change survives is of no use here, and the disk is what makes a commit slow. */
const FORGETFUL = {
  ...SETTINGS,
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: '300',
}

const SILENT = { info: () => undefined, error: () => undefined }

/** Takes about a second. It stops by itself when this process dies. */
export async function startTestCluster(): Promise<TestCluster> {
  const home = await temporaryFolder()
  await removeLeftBehind(home)
  const cluster = await openCluster(home, SILENT)
  const start = await startPostgres(cluster, FORGETFUL)
  if (!start.started) throw new Error(`the tests' Postgres does not start:\n${start.said}`)
  const url = `postgres://${NAME}:${cluster.password}@127.0.0.1:${start.process.port}/${NAME}`
  await migrate(url)
  return {
    url,
    stop: async () => {
      await start.process.stop()
      await rm(dirname(cluster.dataDirectory), { recursive: true, force: true })
      await rm(home, { recursive: true, force: true })
    },
  }
}
