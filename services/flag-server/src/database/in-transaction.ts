import { setTimeout as delay } from 'node:timers/promises'
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres'
import pg from 'pg'
import type { Database, Transaction } from './connect.ts'
import { OutcomeUnknownError } from './database-errors.ts'
import { isDatabaseAway } from './is-database-away.ts'
import { inLine, type WritesTo } from './line.ts'
import { lostToAnother } from './lost-to-another.ts'
import * as schema from './schema.ts'

/**
 * How often work is begun that Postgres took back in favour of another. No order of locks we know of
 * asks for it: see `docs/decisions/0024`.
 */
const MOST_ATTEMPTS = 3
/** Who was let through has taken what it waited for by then, and does not meet the same one again. */
const PAUSE_MS = 50

/** What is left to do of a transaction when its work is done, in the order in which it came up. */
const endings = new WeakMap<Transaction, (() => Promise<void>)[]>()

/** Puts off what should be done last of all, so that its locks are held by nobody who waits for others. */
export function beforeCommit(tx: Transaction, ending: () => Promise<void>): void {
  const all = endings.get(tx)
  if (!all) throw new Error('this transaction is none of inTransaction()')
  all.push(ending)
}

/**
 * The only place that opens a transaction: what `work` does happens whole or not at all. It speaks to
 * nothing but `tx`, for it may be begun anew. Rejects with `OutcomeUnknownError` when the connection
 * broke at the one moment after which nobody can say which, and with `WaitedTooLongError` when it could
 * not even begin.
 *
 * @param to whoever changes what an environment serves says which
 */
export function inTransaction<T>(
  db: Database,
  work: (tx: Transaction) => Promise<T>,
  to?: WritesTo,
): Promise<T> {
  return inLine(db, () => withClient(db, work), to)
}

/** Not the pool's own `transaction`: that one never gives back a client which cannot even begin. */
async function withClient<T>(db: Database, work: (tx: Transaction) => Promise<T>): Promise<T> {
  const client = await db.$client.connect()
  let isBroken = false
  try {
    return await insistently(() => transact(onClient(client), work))
  } catch (error) {
    isBroken = isDatabaseAway(error)
    throw error
  } finally {
    client.release(isBroken)
  }
}

async function insistently<T>(attempt: () => Promise<T>): Promise<T> {
  for (let left = MOST_ATTEMPTS - 1; left > 0; left -= 1) {
    try {
      return await attempt()
    } catch (error) {
      if (!lostToAnother(error)) throw error
      await delay(PAUSE_MS)
    }
  }
  return attempt()
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
        endings.set(tx, [])
        const result = await work(tx)
        for (const ending of endings.get(tx) ?? []) await ending()
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
