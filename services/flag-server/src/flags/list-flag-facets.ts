import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Database } from '../database/connect.ts'
import { flags } from '../database/schema.ts'
import { findProject } from '../projects/find-project.ts'
import { FlagKind } from './flag-schemas.ts'
import { isStale, staleFacts } from './stale-flags.ts'

const counted = <Value extends z.ZodType>(value: Value) =>
  z.array(z.object({ value, count: z.int() }))

/** What the flags of a project can be filtered by, and how many each filter leaves. */
export const FlagFacets = z.object({
  kinds: counted(FlagKind),
  /** The most frequent first, like the owners. */
  tags: counted(z.string()),
  /** Empty: flags that nobody owns. */
  owners: counted(z.string()),
  /** Flags in use, those of them that are stale, and archived flags. */
  inUse: z.int(),
  stale: z.int(),
  archived: z.int(),
})
export type FlagFacets = z.infer<typeof FlagFacets>

/** Nobody picks from a longer list. */
const MOST = 500

type Row = { readonly what: string; readonly value: string; readonly count: number }

export async function listFlagFacets(
  db: Database,
  projectKey: string,
  archived: boolean,
): Promise<FlagFacets> {
  const { id } = await findProject(db, projectKey)
  const listed = archived ? sql`archived_at is not null` : sql`archived_at is null`
  const { rows } = await db.execute<Row>(sql`
    with shown as (
      select kind, tags, coalesce(owner, '') as owner from ${flags}
      where project_id = ${id} and ${listed}),
    facets as (
      select 'kind' as what, kind as value, count(*)::int as count from shown group by kind
      union all
      select 'owner', owner, count(*)::int from shown group by owner
      union all
      select 'tag', tag, count(*)::int from shown, unnest(tags) as tag group by tag)
    select what, value, count from (
      select *, row_number() over (partition by what order by count desc, value) as place
      from facets) ranked
    where place <= ${MOST} order by what, place`)
  const { rows: totals } = await db.execute<{ inUse: number; archived: number; stale: number }>(sql`
    select count(*) filter (where archived_at is null)::int as "inUse",
      count(*) filter (where archived_at is not null)::int as archived,
      (select count(*)::int from (${staleFacts(id)}) facts
        where ${isStale(sql`facts`, 'any')}) as stale
    from ${flags} where project_id = ${id}`)
  const of = (what: string) =>
    rows.filter((row) => row.what === what).map(({ value, count }) => ({ value, count }))
  return {
    kinds: of('kind').map(({ value, count }) => ({ value: FlagKind.parse(value), count })),
    tags: of('tag'),
    owners: of('owner'),
    ...(totals[0] ?? { inUse: 0, archived: 0, stale: 0 }),
  }
}
