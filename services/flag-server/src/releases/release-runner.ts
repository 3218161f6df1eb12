import type { FastifyBaseLogger } from 'fastify'
import type { Database } from '../database/connect.ts'
import { isDatabaseAway } from '../database/is-database-away.ts'
import { createTurns } from '../database/turns.ts'
import { forgetEvidence } from './forget-evidence.ts'
import type { ReleaseAddress } from './hold-release.ts'
import { dueReleases, LOOK_MS, type Look, lookAtDueRelease } from './look-at-release.ts'
import { whatWaits } from './what-waits.ts'

/** Looks after the releases that are due, in this replica as in every other. */
export interface ReleaseRunner {
  /** Lets what is under way come to its end. */
  stop(): Promise<void>
}

export interface RunnerOptions {
  readonly db: Database
  readonly log: FastifyBaseLogger
  /** Beside the looks, which do not wait for it: asks what only the outside world knows. */
  readonly askOutside: () => Promise<void>
  /** Told of each look that came to a decision. */
  readonly onDecision: (look: Look) => void
}

const TIDY_EVERY_MS = 3_600_000
/** Looks at once; what they wait for is the way to the database. */
const AT_ONCE = 3

export function startReleaseRunner(options: RunnerOptions): ReleaseRunner {
  const { db, log, askOutside, onDecision } = options
  const turns = createTurns({ atOnce: AT_ONCE })
  let looking: Promise<void> | undefined
  let asking: Promise<void> | undefined

  async function round(): Promise<void> {
    const due = await dueReleases(db)
    await Promise.all(due.map((address) => turns(() => look(address))))
  }

  /** One release that cannot be looked at must not keep the others from it. */
  async function look(address: ReleaseAddress): Promise<void> {
    try {
      const decided = await lookAtDueRelease(db, address)
      if (decided) onDecision(decided)
    } catch (error) {
      if (isDatabaseAway(error)) log.debug({ err: error }, 'no look at a release; trying again')
      else
        log.error({ err: error, release: address.id }, 'could not look at a release; trying again')
    }
  }

  /** Neither waits for the other: what is asked outside may take its time. */
  async function tick(): Promise<void> {
    const { due, outside } = await whatWaits(db)
    if (outside) {
      asking ??= askOutside()
        .catch((error: unknown) => log.debug({ err: error }, 'could not ask outside; trying again'))
        .finally(() => {
          asking = undefined
        })
    }
    if (due) await round()
  }

  const ticks = setInterval(() => {
    looking ??= tick()
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
      // Looking may still begin to ask.
      await looking
      await asking
    },
  }
}
