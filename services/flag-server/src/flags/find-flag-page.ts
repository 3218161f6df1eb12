import { type SQL, sql } from 'drizzle-orm'
import type { Database } from '../database/connect.ts'
import { containing } from '../database/containing.ts'
import { flagConfigurations, flags } from '../database/schema.ts'
import { evaluatedFlags } from '../usage/usage-tables.ts'
import { type FlagCursor, readCursor, writeCursor } from './flag-cursor.ts'
import {
  type FlagQuery,
  type FlagSelectionQuery,
  readSort,
  type SortName,
  wordsOf,
} from './flag-query.ts'
import { isStale, staleFacts } from './stale-flags.ts'

export interface FlagPage {
  readonly ids: readonly string[]
  readonly nextCursor: string | null
  /** Of all pages. */
  readonly total: number
}

/**
 * Which flags a page shows. Only what the query asks about is joined, and what matches is found once,
 * for the page and for the count.
 *
 * @param environmentId of `query.in`; undefined when the query needs none
 */
export async function findFlagPage(
  db: Database,
  projectId: string,
  environmentId: string | undefined,
  query: FlagQuery,
): Promise<FlagPage> {
  const { name, descending } = readSort(query.sort)
  const after = query.cursor === undefined ? undefined : readCursor(query.sort, query.cursor)
  const order = descending ? sql`value desc, key desc` : sql`value, key`
  const { rows } = await db.execute<Row>(sql`
    with matching as materialized (
      select f.id, f.key, ${VALUE[name]} as value
      ${sourceOf(projectId, environmentId, query, name)})
    select total, id, key, value from (select count(*)::int as total from matching) as counted
    left join (
      select * from matching where ${after ? comesAfter(descending, after) : sql`true`}
      order by ${order} limit ${query.limit + 1}) as page on true
    order by ${order}`)
  const found = rows.flatMap(({ id, key, value }) => (id === null ? [] : [{ id, key, value }]))
  const shown = found.slice(0, query.limit)
  const last = shown.at(-1)
  return {
    ids: shown.map(({ id }) => id),
    nextCursor:
      last && found.length > shown.length
        ? writeCursor(query.sort, { key: last.key, value: Number(last.value) })
        : null,
    total: rows[0]?.total ?? 0,
  }
}

/** Without flags one row, for the count. */
type Row = { readonly total: number } & (
  | { readonly id: null; readonly key: null; readonly value: null }
  | { readonly id: string; readonly key: string; readonly value: string }
)

const milliseconds = (instant: SQL) => sql`floor(extract(epoch from ${instant}) * 1000)::bigint`

/** Numbers, so that a cursor holds them exactly. A flag that was never evaluated comes before all. */
const VALUE: Readonly<Record<SortName, SQL>> = {
  key: sql`0::bigint`,
  created: milliseconds(sql`f.created_at`),
  changed: milliseconds(sql`c.updated_at`),
  seen: sql`coalesce(${milliseconds(sql`s.last_seen_at`)}, 0)`,
}

function comesAfter(descending: boolean, { value, key }: FlagCursor): SQL {
  return sql`(value, key) ${descending ? sql`<` : sql`>`} (${value}::bigint, ${key}::text)`
}

/**
 * `from … where` of the flags `f` that a query finds.
 *
 * @param sort what it joins is there to be ordered by
 */
export function sourceOf(
  projectId: string,
  environmentId: string | undefined,
  { search = '', kind, tag, owner, state, stale, archived = false }: FlagSelectionQuery,
  sort: SortName,
): SQL {
  const joins: SQL[] = []
  const conditions = [
    sql`f.project_id = ${projectId}`,
    archived ? sql`f.archived_at is not null` : sql`f.archived_at is null`,
    ...wordsOf(search).map((word) => sql`f.search_text like lower(${containing(word)}::text)`),
  ]
  if (kind !== undefined) conditions.push(sql`f.kind = ${kind}`)
  if (tag !== undefined) conditions.push(sql`f.tags @> array[${tag}::text]`)
  if (owner === '') conditions.push(sql`f.owner is null`)
  else if (owner !== undefined) conditions.push(sql`f.owner = ${owner}`)
  if (state !== undefined || sort === 'changed') {
    joins.push(sql`join ${flagConfigurations} c
      on c.flag_id = f.id and c.environment_id = ${environmentId ?? null}::uuid`)
  }
  if (state !== undefined) conditions.push(sql`c.state = ${state}`)
  if (sort === 'seen') {
    joins.push(sql`left join ${evaluatedFlags} s
      on s.flag_key = f.key and s.environment_id = ${environmentId ?? null}::uuid`)
  }
  if (stale !== undefined) {
    joins.push(sql`join (${staleFacts(projectId)}) facts on facts.flag_id = f.id`)
    conditions.push(isStale(sql`facts`, stale))
  }
  return sql`from ${flags} f ${sql.join(joins, sql` `)} where ${sql.join(conditions, sql` and `)}`
}
