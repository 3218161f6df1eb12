import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres'
import pg from 'pg'
import * as schema from './schema.ts'

export type Database = NodePgDatabase<typeof schema>
export type Transaction = Parameters<Parameters<Database['transaction']>[0]>[0]

export interface DatabaseConnection {
  readonly db: Database
  readonly pool: pg.Pool
  close(): Promise<void>
}

/**
 * A pool on `url`. Asking fails within two seconds when Postgres is away: a write must end in 503,
 * not hang. `onError` hears of idle connections that broke; without a listener they would end Node.
 */
export function connect(url: string, onError: (error: Error) => void): DatabaseConnection {
  const pool = new pg.Pool({
    connectionString: url,
    max: 10,
    connectionTimeoutMillis: 1_500,
    idleTimeoutMillis: 30_000,
    // The server ends what takes longer; a query on a dead socket ends a little later.
    statement_timeout: 10_000,
    query_timeout: 12_000,
    keepAlive: true,
    application_name: 'bunting',
  })
  pool.on('error', onError)
  return { db: drizzle(pool, { schema }), pool, close: () => pool.end() }
}
