import { and, eq } from 'drizzle-orm'
import type { Database } from '../database/connect.ts'
import { changes } from '../database/schema.ts'

/** Keys of the flags that a revision changed. */
export async function changedFlags(
  db: Database,
  environmentId: string,
  revision: number,
): Promise<string[]> {
  const rows = await db
    .select({ key: changes.key })
    .from(changes)
    .where(
      and(
        eq(changes.environmentId, environmentId),
        eq(changes.revision, revision),
        eq(changes.kind, 'flag'),
      ),
    )
  return rows.map(({ key }) => key)
}
