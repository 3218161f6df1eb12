import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres'
import pg from 'pg'
import { watchForHang } from './hang-watch.ts'
import { openLine, STATEMENT_MS } from './line.ts'
import * as schema from './schema.ts'

export type Database = NodePgDatabase<typeof schema> & { readonly $client: pg.Pool }
export type Transaction = Parameters<Parameters<Database['transaction']>[0]>[0]

export interface DatabaseConnection {
  readonly db: Database
  readonly pool: pg.Pool
  close(): Promise<void>
}

/**
 * A pool on `url`. Asking fails within two seconds when Postgres is away, or there and mute: a write
 * must end in 503, not hang. `onError` hears of idle connections that broke; without a listener they
 * would end Node.
 */
export function connect(url: string, onError: (error: Error) => void): DatabaseConnection {
  const config = { connectionString: url, keepAlive: true, application_name: 'bunting' }
  const pool = new pg.Pool({
    ...config,
    max: 10,
    connectionTimeoutMillis: 1_500,
    idleTimeoutMillis: 30_000,
    // The server ends what takes longer; `watchForHang` what nobody works on.
    statement_timeout: STATEMENT_MS,
    query_timeout: 12_000,
    // Another replica that is stopped in the middle of a change holds up nobody for longer.
    idle_in_transaction_session_timeout: 5_000,
  })
  pool.on('error', onError)
  // While one is in use the pool does not listen, and what broke is told to who uses it.
  pool.on('connect', (client) => client.on('error', () => undefined))
  const watch = watchForHang(pool, config)
  const db = drizzle(pool, { schema })
  openLine(db, watch.isAway)
  return {
    db,
    pool,
    close() {
      watch.stop()
      return pool.end()
    },
  }
}
