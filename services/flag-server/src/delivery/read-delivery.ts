import { and, eq, sql } from 'drizzle-orm'
import type { Database } from '../database/connect.ts'
import { replicaDeliveries, replicas } from '../database/schema.ts'
import type { ConnectionCount, Delivery } from './delivery-schemas.ts'
import { addCounts, quantile } from './latency-buckets.ts'
import { REPLICA_LOST_MS } from './replica.ts'

/** How far a revision has come, added up over the replicas that are alive. */
export async function readDelivery(
  db: Database,
  environmentId: string,
  revision: number,
): Promise<Delivery> {
  const rows = await rowsOf(db, environmentId, revision)
  const latencies = rows.map((row) => row.latencies).reduce(addCounts, [])
  return {
    revision,
    connected: rows.reduce((sum, row) => sum + row.serverSdks + row.clientSdks, 0),
    applied: rows.reduce((sum, row) => sum + row.applied, 0),
    p50Ms: quantile(latencies, 0.5),
    p99Ms: quantile(latencies, 0.99),
    laggards: rows
      .flatMap((row) => row.laggards.map((laggard) => ({ ...laggard, replica: row.address })))
      .slice(0, 50),
  }
}

/** How many are connected, by the newest word of each replica. */
export async function countConnections(
  db: Database,
  environmentId: string,
  revision: number,
): Promise<ConnectionCount> {
  const rows = await rowsOf(db, environmentId, revision)
  const server = rows.reduce((sum, row) => sum + row.serverSdks, 0)
  const client = rows.reduce((sum, row) => sum + row.clientSdks, 0)
  return { connected: server + client, server, client, revision }
}

function rowsOf(db: Database, environmentId: string, revision: number) {
  return db
    .select({
      address: replicas.address,
      serverSdks: replicaDeliveries.serverSdks,
      clientSdks: replicaDeliveries.clientSdks,
      applied: replicaDeliveries.applied,
      latencies: replicaDeliveries.latencies,
      laggards: replicaDeliveries.laggards,
    })
    .from(replicaDeliveries)
    .innerJoin(replicas, eq(replicas.id, replicaDeliveries.replicaId))
    .where(
      and(
        eq(replicaDeliveries.environmentId, environmentId),
        eq(replicaDeliveries.revision, revision),
        sql`${replicas.seenAt} > now() - make_interval(secs => ${REPLICA_LOST_MS / 1000})`,
      ),
    )
}
