import { and, desc, eq, isNotNull, isNull, or } from 'drizzle-orm'
import type { Database } from '../database/connect.ts'
import { flags } from '../database/schema.ts'
import type { UnknownFlagList } from './evaluation-schemas.ts'
import { unknownFlags } from './usage-tables.ts'

/** Names that code asks for and that no flag has, the last asked for first. */
export async function listUnknownFlags(
  db: Database,
  projectId: string,
  environmentId: string,
): Promise<UnknownFlagList> {
  const rows = await db
    .select({ unknown: unknownFlags, archivedAt: flags.archivedAt })
    .from(unknownFlags)
    .leftJoin(flags, and(eq(flags.projectId, projectId), eq(flags.key, unknownFlags.flagKey)))
    .where(
      and(
        eq(unknownFlags.environmentId, environmentId),
        // Not those that were made since.
        or(isNull(flags.id), isNotNull(flags.archivedAt)),
      ),
    )
    .orderBy(desc(unknownFlags.lastSeenAt), unknownFlags.flagKey)
  return {
    unknownFlags: rows.map(({ unknown, archivedAt }) => ({
      key: unknown.flagKey,
      archived: archivedAt !== null,
      firstSeenAt: unknown.firstSeenAt.toISOString(),
      lastSeenAt: unknown.lastSeenAt.toISOString(),
      count: unknown.count,
      fromClients: unknown.fromClients,
      sdk: unknown.sdk,
      application: unknown.application,
    })),
  }
}

/** Forgets a name until it is asked for again. */
export async function forgetUnknownFlag(
  db: Database,
  environmentId: string,
  flagKey: string,
): Promise<void> {
  await db
    .delete(unknownFlags)
    .where(and(eq(unknownFlags.environmentId, environmentId), eq(unknownFlags.flagKey, flagKey)))
}
