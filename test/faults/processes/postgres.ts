import { execFile } from 'node:child_process'
import { rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { promisify } from 'node:util'
import { openCluster } from '@bunting/flag-server/database/embedded-postgres/cluster.ts'
import { NAME } from '@bunting/flag-server/database/embedded-postgres/initialise.ts'
import {
  type PostgresProcess,
  startPostgres,
} from '@bunting/flag-server/database/embedded-postgres/postgres-process.ts'
import { SETTINGS } from '@bunting/flag-server/database/embedded-postgres/settings.ts'
import { migrate } from '@bunting/flag-server/database/migrate.ts'
import { removeLeftBehind } from '../../support/remove-left-behind.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

/** A real Postgres, migrated, that can be taken away, brought back, and put back to what it was. */
export interface Postgres {
  /** The same whatever happens to it. */
  readonly url: string
  /** Removed with it. */
  readonly home: string
  stop(): Promise<void>
  start(): Promise<void>
  /** Keeps what it holds now. Only while it is stopped. */
  copy(): Promise<void>
  /** Puts back what was copied last. Only while it is stopped. */
  restore(): Promise<void>
  remove(): Promise<void>
}

/** The machine does not crash here: nothing has to reach a disk. */
const QUICK = { ...SETTINGS, fsync: 'off', full_page_writes: 'off' }
const SILENT = { info: () => undefined, error: () => undefined }
const exec = promisify(execFile)

export async function startPostgresToStop(): Promise<Postgres> {
  const home = await temporaryFolder()
  await removeLeftBehind(home)
  const cluster = await openCluster(home, SILENT)
  const data = cluster.dataDirectory
  let port: number | undefined
  let running: PostgresProcess | undefined

  async function start(): Promise<void> {
    const attempt = await startPostgres(cluster, QUICK, port)
    if (!attempt.started) throw new Error(`Postgres does not start:\n${attempt.said}`)
    running = attempt.process
    port = running.port
  }
  async function stop(): Promise<void> {
    await running?.stop()
    running = undefined
  }
  /** Owners and all. */
  async function replace(target: string, source: string): Promise<void> {
    await rm(target, { recursive: true, force: true })
    await exec('cp', ['-a', source, target])
  }

  await start()
  const url = `postgres://${NAME}:${cluster.password}@127.0.0.1:${port}/${NAME}`
  await migrate(url)
  return {
    url,
    home,
    start,
    stop,
    copy: () => replace(`${data}.copy`, data),
    restore: () => replace(data, `${data}.copy`),
    async remove() {
      await stop()
      await rm(dirname(data), { recursive: true, force: true })
      await rm(home, { recursive: true, force: true })
    },
  }
}
