import type { Cluster } from './cluster.ts'
import { launch } from './launch.ts'
import type { Log } from './log.ts'
import type { PostgresProcess } from './postgres-process.ts'

/** One that lives no longer than this is not started again: it would only fall over and over. */
const WORTH_RESTARTING_MS = 5_000

/**
 * Starts Postgres again, on the same port, when it ends without being asked to: killed by a person,
 * or by the system when memory runs out.
 */
export function keepRunning(
  first: PostgresProcess,
  cluster: Cluster,
  log: Log,
): { stop(): Promise<void> } {
  let stopping = false
  let current: PostgresProcess | undefined = first

  const supervise = async () => {
    while (current) {
      const { port, ended } = current
      const startedAt = Date.now()
      await ended
      if (stopping) return
      current = undefined
      log.error(`Postgres ended by itself; its log is ${cluster.logFile}`)
      if (Date.now() - startedAt < WORTH_RESTARTING_MS) return
      try {
        current = await launch(cluster, log, port)
        log.info('Postgres runs again')
      } catch (error) {
        log.error(error instanceof Error ? error.message : String(error))
      }
    }
  }
  const supervised = supervise()

  return {
    stop: async () => {
      stopping = true
      await current?.stop()
      await supervised
      await current?.stop()
    },
  }
}
