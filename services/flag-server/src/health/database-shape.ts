import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { is } from 'drizzle-orm'
import { getTableConfig, PgTable } from 'drizzle-orm/pg-core'
import * as schema from '../database/schema.ts'
import { MIGRATIONS } from '../paths.ts'

/** A migration, as drizzle's journal names it. */
export interface Migration {
  readonly tag: string
  /** When it was made: what drizzle keeps of it in the database as `created_at`. */
  readonly when: number
}

/** What this build of the server works with. */
export interface DatabaseShape {
  /** In the order in which they run. */
  readonly migrations: readonly Migration[]
  /** Every column that a statement of ours may name, and its table at the same index. */
  readonly tables: readonly string[]
  readonly columns: readonly string[]
}

/** Reads the journal that lies beside this build, and the tables its code knows. */
export function readDatabaseShape(): DatabaseShape {
  const journal = readFileSync(join(MIGRATIONS, 'meta', '_journal.json'), 'utf8')
  const { entries }: { entries: Migration[] } = JSON.parse(journal)
  const all = Object.values(schema)
    .filter((value) => is(value, PgTable))
    .map(getTableConfig)
    .flatMap(({ name, columns }) => columns.map((column) => ({ table: name, column: column.name })))
  return {
    migrations: entries.map(({ tag, when }) => ({ tag, when })),
    tables: all.map(({ table }) => table),
    columns: all.map(({ column }) => column),
  }
}
