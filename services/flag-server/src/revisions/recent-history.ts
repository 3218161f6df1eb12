import { sql } from 'drizzle-orm'
import type { Database } from '../database/connect.ts'
import { changes } from '../database/schema.ts'
import type { Change } from './commit-revision.ts'

/** The last revisions of an environment, and what was before them. */
export interface RecentHistory {
  /** Before the first of them: the keys that they change, as they were; those that were not there are gone. */
  readonly before: readonly Change[]
  /** In order; a revision that changed nothing is not among them. */
  readonly revisions: readonly { readonly revision: number; readonly changed: readonly Change[] }[]
}

interface Row extends Change {
  readonly revision: number
}

const MOST_REVISIONS = 1_000
const MOST_ROWS = 10_000
/** Of their lines: the list of a segment may be megabytes, and change often. */
const MOST_BYTES = 8 * 1024 * 1024

/** The revisions up to this one, as far back as a process remembers them that saw them happen. */
export async function recentHistory(
  db: Database,
  environmentId: string,
  upTo: number,
): Promise<RecentHistory> {
  // The frame takes in all rows of a revision at once: it is in whole, or out.
  const { rows } = await db.execute<Row & Record<string, unknown>>(sql`
    select revision::float8 as revision, kind, key, line, client_side as "clientSide" from (
      select *, count(*) over newest as rows, sum(octet_length(line)) over newest as bytes
      from ${changes} where environment_id = ${environmentId}
        and revision <= ${upTo} and revision > ${upTo - MOST_REVISIONS}
      window newest as (order by revision desc)
    ) recent where rows <= ${MOST_ROWS} and coalesce(bytes, 0) <= ${MOST_BYTES} order by revision`)
  const first = rows[0]?.revision
  if (first === undefined) return { before: [], revisions: [] }
  const keys = [...new Map(rows.map(({ kind, key }) => [`${kind} ${key}`, { kind, key }])).values()]
  const { rows: before } = await db.execute<Change & Record<string, unknown>>(sql`
    select asked.kind, asked.key, old.line, coalesce(old.client_side, false) as "clientSide"
    from jsonb_to_recordset(${JSON.stringify(keys)}::jsonb) as asked (kind text, key text)
    left join lateral (
      select line, client_side from ${changes} where environment_id = ${environmentId}
        and kind = asked.kind and key = asked.key and revision < ${first}
      order by revision desc limit 1
    ) old on true`)
  return { before, revisions: byRevision(rows) }
}

function byRevision(rows: readonly Row[]): RecentHistory['revisions'] {
  const revisions = new Map<number, Change[]>()
  for (const { revision, kind, key, line, clientSide } of rows) {
    const changed = revisions.get(revision) ?? []
    changed.push({ kind, key, line, clientSide })
    revisions.set(revision, changed)
  }
  return Array.from(revisions, ([revision, changed]) => ({ revision, changed }))
}
