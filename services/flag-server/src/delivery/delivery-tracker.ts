import type { SdkKeyKind } from '../sdk-keys/sdk-key-schemas.ts'
import { BUCKETS, bucketOf } from './latency-buckets.ts'

/** A connected SDK, as its hello described it. */
export interface TrackedSdk {
  readonly instance: string
  /** Name and version, `@bunting/node 0.1.0`. */
  readonly sdk: string
  readonly application: string | null
  /** Of that, what all its builds share; null when it did not say. */
  readonly applicationName: string | null
  readonly kind: SdkKeyKind
  /** The newest revision it said it holds; -1 before its first word. */
  revision: number
  /** The environment's revision when it connected: what it gets at once is no delivery. */
  joinedAt: number
  /** When it connected and when it last said something, on this process's monotonic clock. */
  readonly connectedAt: number
  heardAt: number
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

interface Followed {
  readonly revision: number
  readonly committedAt: number | null
  readonly latencies: number[]
  /** How many of the connected have it. */
  applied: number
}

/** Follows how revisions of one environment reach the SDKs that are connected to this process. */
export interface DeliveryTracker {
  committed(revision: number, committedAt: number | null): void
  connected(sdk: TrackedSdk): void
  disconnected(sdk: TrackedSdk): void
  applied(sdk: TrackedSdk, revision: number): void
  /** Who is connected, in the order in which they came. */
  sdks(): Iterable<TrackedSdk>
  /** Revisions whose state changed since the last call. */
  takeChanged(): DeliveryState[]
  /** What was taken is lost: all that is followed counts as changed. */
  tellAgain(): void
}

/** Revisions whose receipts are still told apart; older ones are settled. */
const FOLLOWED = 20
const MOST_LAGGARDS = 50

/**
 * @param now in the clock of `committedAt`: the database's, in milliseconds
 * @param onLag told of each receipt how many milliseconds after the commit it came
 */
export function createDeliveryTracker(
  firstRevision: number,
  now: () => number,
  onLag?: (ms: number) => void,
): DeliveryTracker {
  const sdks = new Set<TrackedSdk>()
  /** The newest first: a receipt is nearly always for that. */
  const followed: Followed[] = []
  const changed = new Set<Followed>()
  let newest = firstRevision
  let servers = 0

  function follow(revision: number, committedAt: number | null): void {
    let applied = 0
    for (const sdk of sdks) if (sdk.revision >= revision) applied += 1
    const latencies: number[] = new Array(BUCKETS).fill(0)
    followed.unshift({ revision, committedAt, latencies, applied })
    noteNewest()
    const old = followed.length > FOLLOWED ? followed.pop() : undefined
    if (old) changed.delete(old)
  }

  function noteNewest(): void {
    if (followed[0]) changed.add(followed[0])
  }

  function count(sdk: TrackedSdk, by: 1 | -1): void {
    if (sdk.kind === 'server') servers += by
    for (const one of followed) if (sdk.revision >= one.revision) one.applied += by
    noteNewest()
  }

  /** A new epoch: its revisions are lower, and nobody has any of them yet. */
  function restart(): void {
    followed.length = 0
    changed.clear()
    for (const sdk of sdks) {
      sdk.revision = -1
      sdk.joinedAt = -1
    }
  }

  function stateOf({ revision, latencies, applied }: Followed): DeliveryState {
    return {
      revision,
      serverSdks: servers,
      clientSdks: sdks.size - servers,
      applied,
      latencies,
      laggards: applied === sdks.size ? [] : laggardsOf(revision),
    }
  }

  function laggardsOf(revision: number): DeliveryState['laggards'] {
    const laggards: DeliveryState['laggards'] = []
    for (const { instance, sdk, application, revision: held } of sdks) {
      if (held >= revision) continue
      laggards.push({ instance, sdk, application, revision: Math.max(held, 0) })
      if (laggards.length === MOST_LAGGARDS) break
    }
    return laggards
  }

  follow(firstRevision, null)
  return {
    committed(revision, committedAt) {
      if (revision <= newest) restart()
      newest = revision
      follow(revision, committedAt)
    },
    connected(sdk) {
      sdks.add(sdk)
      count(sdk, 1)
    },
    disconnected(sdk) {
      if (sdks.delete(sdk)) count(sdk, -1)
    },
    applied(sdk, revision) {
      if (revision <= sdk.revision || revision > newest) return
      const before = sdk.revision
      sdk.revision = revision
      for (const one of followed) {
        if (one.revision > revision) continue
        if (one.revision <= before) break
        one.applied += 1
        changed.add(one)
        if (one.committedAt === null || one.revision <= sdk.joinedAt) continue
        const lagMs = now() - one.committedAt
        onLag?.(lagMs)
        const bucket = bucketOf(lagMs)
        one.latencies[bucket] = (one.latencies[bucket] ?? 0) + 1
      }
    },
    sdks: () => sdks,
    takeChanged() {
      const states = [...changed].map(stateOf)
      changed.clear()
      return states
    },
    tellAgain() {
      for (const one of followed) changed.add(one)
    },
  }
}
