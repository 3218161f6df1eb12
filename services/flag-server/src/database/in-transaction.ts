import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres'
import pg from 'pg'
import type { Database, Transaction } from './connect.ts'
import { DatabaseAwayError, OutcomeUnknownError } from './database-errors.ts'
import { isDatabaseAway } from './is-database-away.ts'
import * as schema from './schema.ts'
import { createTurns, type Turns } from './turns.ts'

/**
 * Writers of one environment wait for each other's row anyway. They wait here, where a line may be
 * long, and leave connections of the pool to those who only read.
 */
const AT_ONCE = 6

interface Line {
  readonly turns: Turns
  /** Then all who wait are refused, instead of six after the other. */
  readonly isAway: () => boolean
}

const lines = new WeakMap<Database, Line>()

/** Makes `inTransaction` work on `db`. */
export function openLine(db: Database, isAway: () => boolean): void {
  lines.set(db, { turns: createTurns(AT_ONCE), isAway })
}

/**
 * The only place that opens a transaction: what `work` does happens whole or not at all. Rejects with
 * `OutcomeUnknownError` when the connection broke at the one moment after which nobody can say which.
 */
export async function inTransaction<T>(
  db: Database,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  const line = lines.get(db)
  if (!line) throw new Error('transactions are for databases of connect()')
  return line.turns(async () => {
    if (line.isAway()) throw new DatabaseAwayError()
    // Not the pool's own `transaction`: that one never gives back a client which cannot even begin.
    const client = await db.$client.connect()
    let isBroken = false
    try {
      return await transact(onClient(client), work)
    } catch (error) {
      isBroken = isDatabaseAway(error)
      throw error
    } finally {
      client.release(isBroken)
    }
  })
}

async function transact<T>(
  session: NodePgDatabase<typeof schema>,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  let failure: { readonly error: unknown } | undefined
  let isCommitting = false
  try {
    return await session.transaction(async (tx) => {
      try {
        const result = await work(tx)
        isCommitting = true
        return result
      } catch (error) {
        failure = { error }
        throw error
      }
    })
  } catch (error) {
    // On a broken connection the rollback fails as well: what went wrong first says more.
    if (failure) throw failure.error
    if (isCommitting && !isRefusal(error)) throw new OutcomeUnknownError(error)
    throw error
  }
}

/** Postgres heard the commit, and said no. */
function isRefusal(error: unknown): boolean {
  const cause = error instanceof Error ? (error.cause ?? error) : error
  return cause instanceof pg.DatabaseError && cause.severity === 'ERROR'
}

const sessions = new WeakMap<pg.PoolClient, NodePgDatabase<typeof schema>>()

function onClient(client: pg.PoolClient): NodePgDatabase<typeof schema> {
  let session = sessions.get(client)
  if (!session) {
    session = drizzle(client, { schema })
    sessions.set(client, session)
  }
  return session
}
