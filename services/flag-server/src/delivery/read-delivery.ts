import { sql } from 'drizzle-orm'
import type { Database } from '../database/connect.ts'
import { replicaDeliveries, replicas } from '../database/schema.ts'
import type { ConnectionCount, Delivery } from './delivery-schemas.ts'
import type { DeliveryState } from './delivery-tracker.ts'
import { addCounts, quantile } from './latency-buckets.ts'
import { REPLICA_LOST_MS } from './replica.ts'

/** How far a revision has come, added up over the replicas. */
export async function readDelivery(
  db: Database,
  environmentId: string,
  revision: number,
): Promise<Delivery> {
  const words = await wordsOfReplicas(db, environmentId, revision)
  const alive = words.filter((word) => word.isAlive)
  const there = alive.filter((word) => word.revision >= revision)
  const latencies = there
    .filter((word) => word.revision === revision)
    .map((word) => word.latencies)
    .reduce(addCounts, [])
  return {
    revision,
    connected: alive.reduce((sum, word) => sum + sdksOf(word), 0),
    applied: there.reduce((sum, word) => sum + word.applied, 0),
    p50Ms: quantile(latencies, 0.5),
    p99Ms: quantile(latencies, 0.99),
    laggards: there
      .flatMap((word) => word.laggards.map((laggard) => ({ ...laggard, replica: word.address })))
      .slice(0, 50),
    silent: words.filter((word) => owesAWord(word, revision)).map((word) => word.address),
  }
}

/** How many are connected, by the newest word of each replica. */
export async function countConnections(
  db: Database,
  environmentId: string,
  revision: number,
): Promise<ConnectionCount> {
  const words = await wordsOfReplicas(db, environmentId, revision)
  const alive = words.filter((word) => word.isAlive)
  const server = alive.reduce((sum, word) => sum + word.serverSdks, 0)
  const client = alive.reduce((sum, word) => sum + word.clientSdks, 0)
  return { connected: server + client, server, client, revision }
}

/** What a replica has written down last. */
interface Word extends DeliveryState {
  readonly address: string
  /** Seen of late. One that was not may be dead, or cut off with all its SDKs: nobody can tell. */
  readonly isAlive: boolean
}

const sdksOf = ({ serverSdks, clientSdks }: Word) => serverSdks + clientSdks

/** A replica that has SDKs, and has not said yet that all of them are there, may not say so any more. */
function owesAWord(word: Word, revision: number): boolean {
  if (word.revision < revision) return sdksOf(word) > 0
  return !word.isAlive && word.applied < sdksOf(word)
}

/**
 * Of each replica the word on this revision; or on the next it has heard of, which includes it: one
 * that was busy has read several at once; or else, when it has not come so far, its newest.
 */
async function wordsOfReplicas(
  db: Database,
  environmentId: string,
  revision: number,
): Promise<Word[]> {
  const its = sql`from ${replicaDeliveries} where replica_id = ${replicas.id} and environment_id = ${environmentId}`
  const { rows } = await db.execute<Omit<Word, 'revision'> & { revision: string }>(sql`
    select address, seen_at > now() - make_interval(secs => ${REPLICA_LOST_MS / 1000}) as "isAlive",
      revision, server_sdks as "serverSdks", client_sdks as "clientSdks", applied, latencies, laggards
    from ${replicas} cross join lateral (
      (select * ${its} and revision >= ${revision} order by revision limit 1)
      union all
      (select * ${its} and revision < ${revision} order by revision desc limit 1)
      order by revision desc limit 1
    ) as word
    order by address`)
  return rows.map((row) => ({ ...row, revision: Number(row.revision) }))
}
