import pg from 'pg'
import { waitFor } from './wait-for.ts'

/** A transaction beside those of a server: what it holds, the server waits for. */
export interface Beside {
  query(statement: string, parameters?: readonly unknown[]): Promise<pg.QueryResult>
  /** Begins `work`, and answers when it is over or so many of the server's connections wait for a lock. */
  begin<T>(work: Promise<T>, waiting: number): Promise<Begun<T>>
  /** Takes back what it did, and lets go of what it held. */
  letGo(): Promise<void>
  /** The same, but for taking back. */
  commit(): Promise<void>
}

/** Not the promise itself: a function that answers with one answers with its outcome. */
export interface Begun<T> {
  readonly outcome: Promise<T>
}

/** Of those of a server that wait for a lock. */
const WAITING = `select pid from pg_stat_activity where datname = current_database()
  and application_name = 'bunting' and wait_event_type = 'Lock'`

export async function openBeside(databaseUrl: string): Promise<Beside> {
  const client = new pg.Client({ connectionString: databaseUrl })
  // One that looks on is not in the transaction: `pg_stat_activity` stands still in there.
  const onlooker = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  await onlooker.connect()
  await client.query('begin')

  async function end(how: 'rollback' | 'commit'): Promise<void> {
    await client.query(how)
    await Promise.all([client.end(), onlooker.end()])
  }

  return {
    query: (statement, parameters) => client.query(statement, parameters && [...parameters]),
    async begin(work, waiting) {
      let isOver = false
      const over = () => {
        isOver = true
      }
      work.then(over, over)
      await waitFor(async () => isOver || (await onlooker.query(WAITING)).rows.length >= waiting, {
        what: `the end of it, or ${waiting} who wait`,
      })
      return { outcome: work }
    },
    letGo: () => end('rollback'),
    commit: () => end('commit'),
  }
}

/** Cancels what a server's connections are waiting with, as the end of their time would. */
export async function cancelWaiting(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  await client.query(`select pg_cancel_backend(pid) from (${WAITING}) as waiting`)
  await client.end()
}

/** How often Postgres had to end a circle of waiting there. To be asked when its servers have stopped. */
export async function deadlocksOf(databaseUrl: string): Promise<number> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  // What a connection has seen is told when it ends, and those have only just been told to.
  await waitFor(async () => {
    const others = 'select from pg_stat_activity where datname = current_database() and pid <> $1'
    const { rows } = await client.query('select pg_backend_pid() as pid')
    return (await client.query(others, [rows[0]?.pid])).rows.length === 0
  })
  const { rows } = await client.query<{ deadlocks: number }>(
    'select deadlocks::int from pg_stat_database where datname = current_database()',
  )
  await client.end()
  return rows[0]?.deadlocks ?? Number.NaN
}
