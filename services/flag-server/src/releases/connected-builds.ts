import { and, eq, gt, sql } from 'drizzle-orm'
import type { Database, Transaction } from '../database/connect.ts'
import { replicas } from '../database/schema.ts'
import { REPLICA_LOST_MS } from '../delivery/replica.ts'
import type { SdkBuild } from './preflight.ts'
import { flagBuilds, replicaBuilds } from './release-tables.ts'

/**
 * Builds of the connected server applications, and whether the code of each has asked for the flag: one
 * that never did is older than the flag, and would go on as before whatever the release says.
 * Applications that do not say what they are cannot be told apart, and are left out.
 */
export async function connectedBuilds(
  db: Database | Transaction,
  environmentId: string,
  flagKey: string,
): Promise<readonly SdkBuild[]> {
  const rows = await db
    .select({ builds: replicaBuilds.builds })
    .from(replicaBuilds)
    .innerJoin(replicas, eq(replicas.id, replicaBuilds.replicaId))
    .where(
      and(
        eq(replicaBuilds.environmentId, environmentId),
        gt(replicas.seenAt, sql`now() - ${REPLICA_LOST_MS} * interval '1 millisecond'`),
      ),
    )
  const connections = new Map<string, number>()
  for (const { builds } of rows) {
    for (const [name, count] of Object.entries(builds)) {
      connections.set(name, (connections.get(name) ?? 0) + count)
    }
  }
  if (connections.size === 0) return []
  const known = await db
    .select({ application: flagBuilds.application })
    .from(flagBuilds)
    .where(and(eq(flagBuilds.environmentId, environmentId), eq(flagBuilds.flagKey, flagKey)))
  const knowing = new Set(known.map(({ application }) => application))
  return [...connections]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, count]) => ({ name, connections: count, knowsFlag: knowing.has(name) }))
}
