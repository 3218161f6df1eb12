import type { DeliveryTracker, TrackedSdk } from '../delivery/delivery-tracker.ts'
import type { Connection, ConnectionQuery } from './connection-schemas.ts'
import { type Counts, countsOf } from './counts.ts'

/** What is asked of each process that holds sockets of an environment. */
export interface ConnectionsAsked extends ConnectionQuery {
  /** The environment's newest: who holds less is behind. */
  readonly revision: number
}

/** What one process knows of its connections. */
export interface ConnectionsHere {
  readonly connected: number
  readonly server: number
  readonly behind: number
  readonly sdks: Counts<string>
  readonly applications: Counts<string | null>
  readonly revisions: Counts<number | null>
  readonly matching: number
  readonly connections: readonly Connection[]
}

export interface Here {
  /** Of this process. */
  readonly address: string
  /** The clock of `TrackedSdk`. */
  readonly now: () => number
  /** The database's clock, in milliseconds since 1970. */
  readonly databaseNow: () => number
}

/** The connections of one environment to this process: all counted, the first of them listed. */
export function connectionsHere(
  tracker: DeliveryTracker,
  { kind, search, behind: onlyBehind, limit, revision }: ConnectionsAsked,
  { address, now, databaseNow }: Here,
): ConnectionsHere {
  // Newest connections first: the tracker has them in the order in which they came.
  const sdks = [...tracker.sdks()].reverse()
  const words = search.toLowerCase()
  const isBehind = (sdk: TrackedSdk) => sdk.revision < revision
  const matches = (sdk: TrackedSdk) =>
    (kind === undefined || sdk.kind === kind) &&
    (!onlyBehind || isBehind(sdk)) &&
    (words === '' ||
      `${sdk.instance}\n${sdk.sdk}\n${sdk.application ?? ''}\n${address}`
        .toLowerCase()
        .includes(words))
  const matching = sdks.filter(matches)
  const behindFirst = [...matching.filter(isBehind), ...matching.filter((sdk) => !isBehind(sdk))]
  const heldBy = (sdk: TrackedSdk) => (sdk.revision < 0 ? null : sdk.revision)
  return {
    connected: sdks.length,
    server: sdks.filter((sdk) => sdk.kind === 'server').length,
    behind: sdks.filter(isBehind).length,
    sdks: countsOf(sdks, ({ sdk }) => sdk),
    applications: countsOf(sdks, ({ application }) => application),
    revisions: countsOf(sdks, heldBy),
    matching: matching.length,
    connections: behindFirst.slice(0, limit).map((sdk) => ({
      instance: sdk.instance,
      kind: sdk.kind,
      sdk: sdk.sdk,
      application: sdk.application,
      revision: heldBy(sdk),
      behind: isBehind(sdk),
      connectedAt: new Date(databaseNow() - (now() - sdk.connectedAt)).toISOString(),
      ageMs: Math.round(now() - sdk.heardAt),
      replica: address,
    })),
  }
}
