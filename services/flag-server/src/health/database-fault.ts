import { sql } from 'drizzle-orm'
import type { Database } from '../database/connect.ts'
import { isDatabaseAway } from '../database/is-database-away.ts'
import type { DatabaseShape } from './database-shape.ts'

/** Nobody has migrated it: drizzle's table, or its schema, is not there. */
const NOT_MIGRATED = new Set(['42P01', '3F000'])

const MIGRATE = 'start a server of this version anew: it migrates first'

/**
 * Why nothing can be done with this database, for a person; undefined when all can. One that a newer
 * server has migrated will do as long as it has what we use: two versions serve while one replaces
 * the other.
 */
export async function databaseFault(
  db: Database,
  { migrations, tables, columns }: DatabaseShape,
): Promise<string | undefined> {
  const newest = migrations.at(-1)
  try {
    const { rows } = await db.execute<{ migrated: string | null; missing: string | null }>(sql`
      select
        (select max(created_at)::text from drizzle.__drizzle_migrations) as migrated,
        (select format('%I.%I', wanted.tab, wanted.col)
         from unnest(${sql.param(tables)}::text[], ${sql.param(columns)}::text[])
           with ordinality as wanted (tab, col, place)
         left join pg_attribute present
           on present.attrelid = to_regclass(quote_ident(wanted.tab))
           and present.attname = wanted.col and not present.attisdropped
         where present.attname is null order by wanted.place limit 1) as missing`)
    const migrated = Number(rows[0]?.migrated ?? 0)
    if (newest && migrated < newest.when) {
      const last = migrations.findLast(({ when }) => when <= migrated)?.tag ?? 'none'
      return `the database is older than this server: its newest migration is ${last}, and ${newest.tag} is needed; ${MIGRATE}`
    }
    const missing = rows[0]?.missing
    return missing ? `the database has no ${missing}: somebody has changed its tables` : undefined
  } catch (error) {
    if (isDatabaseAway(error)) return 'the database cannot be reached'
    if (NOT_MIGRATED.has(codeOf(error))) return `the database has no tables of ours; ${MIGRATE}`
    return 'the database does not answer a question that it has to'
  }
}

function codeOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined
  return cause instanceof Error && 'code' in cause ? String(cause.code) : ''
}
