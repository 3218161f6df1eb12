import { startEmbeddedPostgres } from '@bunting/flag-server/database/embedded-postgres.ts'

/**
 * A server reduced to its Postgres, as a process that tests can kill or run as someone else: prints
 * the URL, or the reason why it does not start.
 */
const dataDir = process.argv[2]
if (dataDir === undefined) throw new Error('usage: embedded-postgres-process.ts DATA_DIR')

try {
  const silent = { info: () => undefined, error: () => undefined }
  const { url, stop } = await startEmbeddedPostgres({ dataDir, log: silent })
  process.once('SIGTERM', stop)
  console.log(url)
} catch (error) {
  console.log(error instanceof Error ? error.message : error)
}
