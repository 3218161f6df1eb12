import { drizzle } from 'drizzle-orm/node-postgres'
import { migrate as runMigrations } from 'drizzle-orm/node-postgres/migrator'
import pg from 'pg'
import { MIGRATIONS } from '../paths.ts'

/** Any number, the same in every replica: one migrates, the others wait and find nothing to do. */
const MIGRATION_LOCK = 0x62756e74

/** Brings the database to the newest schema. Replicas that start together take turns. */
export async function migrate(databaseUrl: string, migrations = MIGRATIONS): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 10_000 })
  client.on('error', () => undefined)
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK])
    await runMigrations(drizzle(client), { migrationsFolder: migrations })
  } finally {
    await client.end()
  }
}
