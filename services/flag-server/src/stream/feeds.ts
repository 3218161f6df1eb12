import { setImmediate } from 'node:timers/promises'
import type { Database } from '../database/connect.ts'
import { createDeliveryTracker, type DeliveryTracker } from '../delivery/delivery-tracker.ts'
import type { Replica } from '../delivery/replica.ts'
import type { Metrics } from '../metrics/metrics.ts'
import { changesSince } from '../revisions/changes-since.ts'
import { recentHistory } from '../revisions/recent-history.ts'
import { type EnvironmentFeed, openEnvironmentFeed } from './environment-feed.ts'
import { startNewEpoch } from './start-new-epoch.ts'

export interface FollowedEnvironment {
  readonly feed: EnvironmentFeed
  readonly tracker: DeliveryTracker
}

/** The environments this process has SDKs for. Each is read when its first SDK comes. */
export interface Feeds {
  of(environmentId: string): Promise<FollowedEnvironment>
  /** Those there are, by environment. */
  all(): Promise<ReadonlyMap<string, FollowedEnvironment>>
  /** A notification said that this environment moved. */
  hint(environmentId: string): Promise<void>
  /** Looks for what notifications may have missed. */
  checkAll(): Promise<void>
}

export interface FeedsOptions {
  readonly db: Database
  readonly replica: Replica
  /** The database's clock in milliseconds, as near as this process can tell. */
  readonly databaseNow: () => number
  /** A monotonic clock, in milliseconds. */
  readonly now: () => number
  readonly sureMs: number
  readonly metrics: Pick<Metrics, 'broadcast' | 'deliveryLags'>
}

export function createFeeds(options: FeedsOptions): Feeds {
  const { db, replica, databaseNow, now, sureMs, metrics } = options
  const opened = new Map<string, Promise<FollowedEnvironment>>()

  async function open(environmentId: string): Promise<FollowedEnvironment> {
    let tracker: DeliveryTracker | undefined
    const feed = await openEnvironmentFeed({
      environmentId,
      changesSince: (revision) => changesSince(db, environmentId, revision),
      recentHistory: (revision) => recentHistory(db, environmentId, revision),
      onRevision: (revision, committedAt) => tracker?.committed(revision, committedAt),
      onOtherHistory: (epoch) => startNewEpoch(db, environmentId, epoch),
      breathe: () => setImmediate(),
      onBroadcast: (tookMs) => metrics.broadcast(tookMs / 1_000),
      now,
      sureMs,
    })
    tracker = createDeliveryTracker(feed.head().revision, databaseNow, metrics.deliveryLags.add)
    replica.track(environmentId, tracker)
    return { feed, tracker }
  }

  return {
    of(environmentId) {
      const known = opened.get(environmentId)
      if (known) return known
      const opening = open(environmentId)
      opened.set(environmentId, opening)
      // One that could not be read is read anew for the next who asks.
      opening.catch(() => opened.delete(environmentId))
      return opening
    },
    async all() {
      const known = [...opened].map(async ([id, followed]) => [id, await followed] as const)
      // One that cannot be read is none.
      const settled = await Promise.allSettled(known)
      return new Map(settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : [])))
    },
    async hint(environmentId) {
      const known = opened.get(environmentId)
      if (known) await (await known).feed.pull()
    },
    async checkAll() {
      for (const followed of [...opened.values()]) await (await followed).feed.pull()
    },
  }
}
