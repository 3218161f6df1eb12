import { rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { openCluster } from '@bunting/flag-server/database/embedded-postgres/cluster.ts'
import { NAME } from '@bunting/flag-server/database/embedded-postgres/initialise.ts'
import { startPostgres } from '@bunting/flag-server/database/embedded-postgres/postgres-process.ts'
import { SETTINGS } from '@bunting/flag-server/database/embedded-postgres/settings.ts'
import { dataFolder } from '../data-folder.ts'

const SILENT = { info: () => undefined, error: () => undefined }

export interface DurablePostgres extends AsyncDisposable {
  readonly url: string
}

/** With the settings of production: a commit is on the disk. For several servers at once. */
export async function startDurablePostgres(): Promise<DurablePostgres> {
  const home = await dataFolder()
  const cluster = await openCluster(home, SILENT)
  const start = await startPostgres(cluster, SETTINGS)
  if (!start.started) throw new Error(`Postgres does not start:\n${start.said}`)
  return {
    url: `postgres://${NAME}:${cluster.password}@127.0.0.1:${start.process.port}/${NAME}`,
    async [Symbol.asyncDispose]() {
      await start.process.stop()
      await rm(dirname(cluster.dataDirectory), { recursive: true, force: true })
      await rm(home, { recursive: true, force: true })
    },
  }
}
