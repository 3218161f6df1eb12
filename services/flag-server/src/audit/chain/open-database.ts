import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '../../config.ts'
import { runningEmbeddedPostgres, startEmbeddedPostgres } from '../../database/embedded-postgres.ts'
import { createLogger } from '../../http/logger.ts'

/** The database a server with this configuration has: running, or started for as long as we need it. */
export async function openDatabase({
  databaseUrl,
  dataDir,
}: Pick<Config, 'databaseUrl' | 'dataDir'>): Promise<{ url: string; close(): Promise<void> }> {
  const nothing = async () => undefined
  if (databaseUrl !== undefined) return { url: databaseUrl, close: nothing }
  const running = await runningEmbeddedPostgres(dataDir)
  if (running !== undefined) return { url: running, close: nothing }
  if (!existsSync(join(dataDir, 'postgres'))) {
    throw new Error(`There is no database in ${dataDir}. Set DATABASE_URL or DATA_DIR.`)
  }
  const started = await startEmbeddedPostgres({ dataDir, log: createLogger('warn') })
  return { url: started.url, close: () => started.stop() }
}
