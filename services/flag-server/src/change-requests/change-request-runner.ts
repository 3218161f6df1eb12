import type { FastifyBaseLogger } from 'fastify'
import type { Database } from '../database/connect.ts'
import { isDatabaseAway } from '../database/is-database-away.ts'
import { applyDueRequest, dueRequests } from './apply-due-request.ts'
import { markIfMoved } from './mark-stale.ts'
import { createTargetWatch } from './target-watch.ts'

/**
 * Applies what is scheduled, and says of requests that their target has moved; in this replica as in
 * every other.
 */
export interface ChangeRequestRunner {
  /** Lets what is under way come to its end. */
  stop(): Promise<void>
}

/** How late a change, or the word that a request is stale, is at most, while the server is there. */
const EVERY_MS = 1_000

export function startChangeRequestRunner(
  db: Database,
  log: FastifyBaseLogger,
): ChangeRequestRunner {
  const watch = createTargetWatch(db)
  let underWay: Promise<void> | undefined
  let stopped = false

  async function round(): Promise<void> {
    // One after the other: those of one environment would wait for each other anyway.
    for (const id of await dueRequests(db)) await applyOne(id)
    for (const id of await watch.next()) {
      if (!stopped) await lookAt(id)
    }
  }

  async function lookAt(id: string): Promise<void> {
    try {
      await markIfMoved(db, id)
    } catch (error) {
      watch.again(id)
      if (isDatabaseAway(error)) log.debug({ err: error }, 'no look at a request; trying again')
      else {
        const details = { err: error, changeRequest: id }
        log.error(details, 'could not tell whether the target of a request moved; trying again')
      }
    }
  }

  /** One that cannot be applied must not keep the others from it. */
  async function applyOne(id: string): Promise<void> {
    try {
      await applyDueRequest(db, id)
    } catch (error) {
      if (isDatabaseAway(error)) log.debug({ err: error }, 'no scheduled change; trying again')
      else {
        const details = { err: error, changeRequest: id }
        log.error(details, 'could not apply a scheduled change; trying again until it is too late')
      }
    }
  }

  const ticks = setInterval(() => {
    underWay ??= round()
      .catch((error: unknown) => log.debug({ err: error }, 'no look at requests; trying again'))
      .finally(() => {
        underWay = undefined
      })
  }, EVERY_MS)
  ticks.unref()

  return {
    async stop() {
      stopped = true
      clearInterval(ticks)
      await underWay
    },
  }
}
