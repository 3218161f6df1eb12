import type { SdkKeyKind } from '../sdk-keys/sdk-key-schemas.ts'
import { BUCKETS, bucketOf } from './latency-buckets.ts'

/** A connected SDK, as its hello described it. */
export interface TrackedSdk {
  readonly instance: string
  /** Name and version, `@bunting/node 0.1.0`. */
  readonly sdk: string
  readonly application: string | null
  readonly kind: SdkKeyKind
  /** The newest revision it said it holds; -1 before its first word. */
  revision: number
  /** The environment's revision when it connected: what it gets at once is no delivery. */
  readonly joinedAt: number
}

/** What one replica knows of one revision's way. */
export interface DeliveryState {
  readonly revision: number
  readonly serverSdks: number
  readonly clientSdks: number
  readonly applied: number
  readonly latencies: readonly number[]
  readonly laggards: {
    instance: string
    sdk: string
    application: string | null
    revision: number
  }[]
}

/** Follows how revisions of one environment reach the SDKs that are connected to this process. */
export interface DeliveryTracker {
  committed(revision: number, committedAt: number | null): void
  connected(sdk: TrackedSdk): void
  disconnected(sdk: TrackedSdk): void
  applied(sdk: TrackedSdk, revision: number): void
  /** Revisions whose state changed since the last call. */
  takeChanged(): DeliveryState[]
}

/** Revisions whose receipts are still told apart; older ones are settled. */
const FOLLOWED = 20
const MOST_LAGGARDS = 50

/** `now` is in the clock of `committedAt`: the database's, in milliseconds. */
export function createDeliveryTracker(firstRevision: number, now: () => number): DeliveryTracker {
  const sdks = new Set<TrackedSdk>()
  const followed = new Map<number, { committedAt: number | null; latencies: number[] }>()
  const changed = new Set<number>()
  let newest = firstRevision

  function follow(revision: number, committedAt: number | null): void {
    followed.set(revision, { committedAt, latencies: new Array(BUCKETS).fill(0) })
    changed.add(revision)
    for (const old of followed.keys()) {
      if (followed.size <= FOLLOWED) break
      followed.delete(old)
      changed.delete(old)
    }
  }

  function stateOf(revision: number): DeliveryState {
    const behind = [...sdks].filter((sdk) => sdk.revision < revision)
    const servers = [...sdks].filter((sdk) => sdk.kind === 'server').length
    return {
      revision,
      serverSdks: servers,
      clientSdks: sdks.size - servers,
      applied: sdks.size - behind.length,
      latencies: followed.get(revision)?.latencies ?? [],
      laggards: behind
        .slice(0, MOST_LAGGARDS)
        .map(({ instance, sdk, application, revision: held }) => ({
          instance,
          sdk,
          application,
          revision: Math.max(held, 0),
        })),
    }
  }

  follow(firstRevision, null)
  return {
    committed(revision, committedAt) {
      newest = revision
      follow(revision, committedAt)
    },
    connected(sdk) {
      sdks.add(sdk)
      changed.add(newest)
    },
    disconnected(sdk) {
      sdks.delete(sdk)
      changed.add(newest)
    },
    applied(sdk, revision) {
      if (revision <= sdk.revision || revision > newest) return
      const before = sdk.revision
      sdk.revision = revision
      for (const [passed, { committedAt, latencies }] of followed) {
        if (passed <= before || passed > revision) continue
        changed.add(passed)
        if (committedAt === null || passed <= sdk.joinedAt) continue
        const bucket = bucketOf(now() - committedAt)
        latencies[bucket] = (latencies[bucket] ?? 0) + 1
      }
    },
    takeChanged() {
      const states = [...changed].map(stateOf)
      changed.clear()
      return states
    },
  }
}
