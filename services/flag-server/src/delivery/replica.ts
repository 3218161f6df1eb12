import { eq, lt, sql } from 'drizzle-orm'
import type { FastifyBaseLogger } from 'fastify'
import type { Database } from '../database/connect.ts'
import { isDatabaseAway } from '../database/is-database-away.ts'
import { replicaDeliveries, replicas } from '../database/schema.ts'
import { notify } from '../revisions/notify.ts'
import type { DeliveryState, DeliveryTracker } from './delivery-tracker.ts'
import { createBuildsWriter } from './replica-builds.ts'

/** This server process among its like: says that it lives, and how far its SDKs are. */
export interface Replica {
  readonly id: string
  track(environmentId: string, tracker: DeliveryTracker): void
  /** Undefined before the first SDK of that environment came. */
  trackerOf(environmentId: string): DeliveryTracker | undefined
  stop(): Promise<void>
}

/** How often a replica that has news writes it down: one row an environment, however many SDKs. */
const FLUSH_MS = 100
const HEARTBEAT_MS = 5_000
/** A replica not seen for this long is not counted any more. */
export const REPLICA_LOST_MS = 15_000

export function startReplica(
  db: Database,
  id: string,
  address: string,
  log: FastifyBaseLogger,
): Replica {
  const trackers = new Map<string, DeliveryTracker>()
  const builds = createBuildsWriter(db, id, () => performance.now())
  let working: Promise<void> = Promise.resolve()
  let flushing = false
  let registered = false

  async function heartbeat(): Promise<void> {
    const [sign] = await db
      .insert(replicas)
      .values({ id, address })
      .onConflictDoUpdate({ target: replicas.id, set: { seenAt: sql`now()` } })
      .returning({ isNew: sql<boolean>`xmax = 0` })
    // Counted out meanwhile, or the database is an older copy: with its row went all it had written.
    if (sign?.isNew) {
      builds.tellAgain()
      for (const tracker of trackers.values()) tracker.tellAgain()
    }
    for (const [environmentId, tracker] of trackers) {
      await builds.write(environmentId, tracker.sdks())
    }
    await db.delete(replicas).where(lt(replicas.seenAt, sql`now() - interval '1 minute'`))
    // A day is long enough to look at a delivery; the newest row counts who is connected, and stays.
    await db.execute(sql`
      delete from ${replicaDeliveries} as old where old.replica_id = ${id}
        and old.updated_at < now() - interval '1 day'
        and exists (select from ${replicaDeliveries} as newer where newer.replica_id = ${id}
          and newer.environment_id = old.environment_id and newer.revision > old.revision)`)
    registered = true
  }

  async function flush(): Promise<void> {
    if (!registered) return
    for (const [environmentId, tracker] of trackers) {
      try {
        await write(environmentId, tracker.takeChanged())
      } catch (error) {
        if (isDatabaseAway(error)) tracker.tellAgain()
        throw error
      }
    }
  }

  async function write(environmentId: string, states: readonly DeliveryState[]): Promise<void> {
    for (const state of states) {
      const row = { ...state, latencies: [...state.latencies], updatedAt: sql`now()` }
      await db
        .insert(replicaDeliveries)
        .values({ replicaId: id, environmentId, ...row })
        .onConflictDoUpdate({
          target: [
            replicaDeliveries.replicaId,
            replicaDeliveries.environmentId,
            replicaDeliveries.revision,
          ],
          set: row,
        })
    }
    for (const { revision } of states) {
      await notify(db, { type: 'delivery', environmentId, revision })
    }
  }

  /** One piece of work at a time; a database that is away is tried again on the next tick. */
  function attempt(what: string, work: () => Promise<void>): Promise<void> {
    working = working.then(work).catch((error: unknown) => {
      log.debug({ err: error }, `${what} failed; trying again`)
    })
    return working
  }

  attempt('registering this replica', heartbeat)
  const beats = setInterval(() => attempt('the replica heartbeat', heartbeat), HEARTBEAT_MS)
  const flushes = setInterval(() => {
    if (flushing) return
    flushing = true
    attempt('writing deliveries', flush).finally(() => {
      flushing = false
    })
  }, FLUSH_MS)

  return {
    id,
    track: (environmentId, tracker) => void trackers.set(environmentId, tracker),
    trackerOf: (environmentId) => trackers.get(environmentId),
    async stop() {
      clearInterval(beats)
      clearInterval(flushes)
      await attempt('signing this replica off', async () => {
        await db.delete(replicas).where(eq(replicas.id, id))
      })
    },
  }
}
