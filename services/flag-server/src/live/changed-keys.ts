import { and, eq } from 'drizzle-orm'
import type { Database } from '../database/connect.ts'
import { changes } from '../database/schema.ts'

/** Keys of the flags and segments that a revision changed. */
export async function changedKeys(
  db: Database,
  environmentId: string,
  revision: number,
): Promise<{ flags: string[]; segments: string[] }> {
  const rows = await db
    .select({ kind: changes.kind, key: changes.key })
    .from(changes)
    .where(and(eq(changes.environmentId, environmentId), eq(changes.revision, revision)))
  const keys = (kind: 'flag' | 'segment') =>
    rows.filter((row) => row.kind === kind).map(({ key }) => key)
  return { flags: keys('flag'), segments: keys('segment') }
}
