import { and, desc, eq, ne, sql } from 'drizzle-orm'
import type { Database } from '../database/connect.ts'
import { replicaDeliveries, replicas } from '../database/schema.ts'
import { REPLICA_LOST_MS } from '../delivery/replica.ts'

/** Another server process, and how many SDKs it said it serves in one environment. */
export interface OtherReplica {
  readonly id: string
  readonly address: string
  readonly serverSdks: number
  readonly clientSdks: number
}

/** The replicas that live and serve SDKs of this environment, but for this one. */
export async function othersServing(
  db: Database,
  replicaId: string,
  environmentId: string,
): Promise<OtherReplica[]> {
  const newest = await db
    .selectDistinctOn([replicaDeliveries.replicaId], {
      id: replicas.id,
      address: replicas.address,
      serverSdks: replicaDeliveries.serverSdks,
      clientSdks: replicaDeliveries.clientSdks,
    })
    .from(replicaDeliveries)
    .innerJoin(replicas, eq(replicas.id, replicaDeliveries.replicaId))
    .where(
      and(
        eq(replicaDeliveries.environmentId, environmentId),
        ne(replicas.id, replicaId),
        sql`${replicas.seenAt} > now() - make_interval(secs => ${REPLICA_LOST_MS / 1000})`,
      ),
    )
    .orderBy(replicaDeliveries.replicaId, desc(replicaDeliveries.revision))
  return newest.filter(({ serverSdks, clientSdks }) => serverSdks + clientSdks > 0)
}
