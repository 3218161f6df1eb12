import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import type { Cluster } from './cluster.ts'
import { NAME } from './initialise.ts'

/**
 * The right to run a cluster, held by one live server: an advisory lock on a connection of its own.
 * The system closes that connection when the server dies, however it dies, so a Postgres whose lease
 * is free is an orphan. A lease that was taken ends with the Postgres it was taken from.
 */
const LEASE = 0x6c656173

/** A server that was just killed lets go a moment later; one that lives does not. */
const PATIENCE_MS = 1_500

export type Lease =
  | { readonly taken: true }
  /** `holder` is a few words about who has it. */
  | { readonly taken: false; readonly holder: string }

/** Rejects when that Postgres cannot be asked. */
export async function takeLease({ password }: Cluster, port: number): Promise<Lease> {
  const client = new pg.Client({
    host: '127.0.0.1',
    port,
    user: NAME,
    password,
    // Locks count within one database; this one is there in every cluster.
    database: 'postgres',
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    application_name: `process ${process.pid}`,
  })
  // Postgres ends this connection when it stops, which is no news to anyone.
  client.on('error', () => undefined)
  await client.connect()
  try {
    if (await tryToLock(client)) return { taken: true }
    const lease: Lease = { taken: false, holder: await nameHolder(client) }
    await client.end()
    return lease
  } catch (error) {
    await client.end()
    throw error
  }
}

async function tryToLock(client: pg.Client): Promise<boolean> {
  const deadline = Date.now() + PATIENCE_MS
  for (;;) {
    const { rows } = await client.query('select pg_try_advisory_lock($1) as taken', [LEASE])
    if (rows[0]?.taken === true) return true
    if (Date.now() > deadline) return false
    await delay(50)
  }
}

async function nameHolder(client: pg.Client): Promise<string> {
  const { rows } = await client.query(
    `select application_name as name from pg_stat_activity
     join pg_locks using (pid) where locktype = 'advisory' and objid = $1 and granted`,
    [LEASE],
  )
  return String(rows[0]?.name ?? 'another process')
}
