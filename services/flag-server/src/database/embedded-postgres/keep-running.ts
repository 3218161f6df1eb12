import type { Cluster } from './cluster.ts'
import { launch } from './launch.ts'
import type { Log } from './log.ts'
import type { PostgresProcess } from './postgres-process.ts'

/** More than this many ends in a minute are no accident, and starting again would not help. */
const ENDS_PER_MINUTE = 5

/**
 * Starts Postgres again, on the same port, when it ends without being asked to: killed by a person,
 * or by the system when memory runs out.
 */
export function keepRunning(
  first: PostgresProcess,
  cluster: Cluster,
  log: Log,
): { stop(): Promise<void> } {
  let current = first
  let stopping = false
  const ends: number[] = []

  const supervise = async () => {
    for (;;) {
      await current.ended
      if (stopping) return
      log.error(`Postgres ended by itself; its log is ${cluster.logFile}`)
      ends.unshift(Date.now())
      const earlier = ends[ENDS_PER_MINUTE]
      if (earlier !== undefined && Date.now() - earlier < 60_000) {
        log.error('Postgres ended too often: it stays down until this server is started again')
        return
      }
      current = await launch(cluster, log, current.port)
      log.info('Postgres runs again')
    }
  }
  const supervised = supervise().catch((error) => {
    log.error(error instanceof Error ? error.message : String(error))
  })

  return {
    stop: async () => {
      stopping = true
      await current.stop()
      await supervised
      // It may just have been starting again.
      await current.stop()
    },
  }
}
