import { and, eq, gt, sql } from 'drizzle-orm'
import type { Database, Transaction } from '../database/connect.ts'
import { replicas } from '../database/schema.ts'
import { REPLICA_LOST_MS } from '../delivery/replica.ts'
import type { ConnectedBuild } from '../delivery/replica-builds.ts'
import type { SdkBuild } from './preflight.ts'
import { flagBuilds, replicaBuilds } from './release-tables.ts'

/** Three times what passes between two batches of counts: until then nobody knows what a build asks for. */
const SETTLES_MS = 30_000

/**
 * Connected builds of the server applications that use a flag, and whether the code of each has asked
 * for it. One that never did, while another build of the same application did, is older than the flag
 * (or newer than its removal) and would go on as before whatever the release says.
 *
 * Left out are applications of which no connected build has asked: the flag is not theirs. So are those
 * that do not say what they are, and builds that came a moment ago.
 */
export async function connectedBuilds(
  db: Database | Transaction,
  environmentId: string,
  flagKey: string,
  now: Date,
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
  const connected = addUp(rows.flatMap(({ builds }) => Object.entries(builds)))
  if (connected.size === 0) return []
  const asked = await db
    .select({ application: flagBuilds.application })
    .from(flagBuilds)
    .where(and(eq(flagBuilds.environmentId, environmentId), eq(flagBuilds.flagKey, flagKey)))
  const knowing = new Set(asked.map(({ application }) => application))
  const users = new Set(
    [...connected].flatMap(([build, { name }]) => (knowing.has(build) ? [name] : [])),
  )
  const isSettled = ({ since }: ConnectedBuild) => now.getTime() - since >= SETTLES_MS
  return [...connected]
    .filter(([build, one]) => users.has(one.name) && (knowing.has(build) || isSettled(one)))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, { connections }]) => ({ name, connections, knowsFlag: knowing.has(name) }))
}

/** Of all replicas together. */
function addUp(builds: readonly [string, ConnectedBuild][]): Map<string, ConnectedBuild> {
  const all = new Map<string, ConnectedBuild>()
  for (const [build, { name, connections, since }] of builds) {
    const before = all.get(build)
    all.set(build, {
      name,
      connections: connections + (before?.connections ?? 0),
      since: Math.min(since, before?.since ?? since),
    })
  }
  return all
}
