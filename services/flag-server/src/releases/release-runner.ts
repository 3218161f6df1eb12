import type { FastifyBaseLogger } from 'fastify'
import type { Database } from '../database/connect.ts'
import { forgetEvidence } from './forget-evidence.ts'
import { dueReleases, LOOK_MS, lookAtDueRelease } from './look-at-release.ts'

/** Looks after the releases that are due, in this replica as in every other. */
export interface ReleaseRunner {
  /** Lets the look under way come to its end. */
  stop(): Promise<void>
}

export interface RunnerOptions {
  readonly db: Database
  readonly log: FastifyBaseLogger
  /** Before each round: asks what only the outside world knows. */
  readonly beforeLooks: () => Promise<void>
}

const TIDY_EVERY_MS = 3_600_000

export function startReleaseRunner({ db, log, beforeLooks }: RunnerOptions): ReleaseRunner {
  let looking: Promise<void> | undefined

  async function round(): Promise<void> {
    await beforeLooks()
    for (const address of await dueReleases(db)) {
      try {
        await lookAtDueRelease(db, address)
      } catch (error) {
        // One release that cannot be looked at must not keep the others from it.
        log.error({ err: error, release: address.id }, 'could not look at a release; trying again')
      }
    }
  }

  const ticks = setInterval(() => {
    looking ??= round()
      .catch((error: unknown) => log.debug({ err: error }, 'no look at releases; trying again'))
      .finally(() => {
        looking = undefined
      })
  }, LOOK_MS / 2)
  ticks.unref()
  const tidying = setInterval(() => {
    forgetEvidence(db).catch((error: unknown) => log.debug({ err: error }, 'could not tidy up'))
  }, TIDY_EVERY_MS)
  tidying.unref()

  return {
    async stop() {
      clearInterval(ticks)
      clearInterval(tidying)
      await looking
    },
  }
}
