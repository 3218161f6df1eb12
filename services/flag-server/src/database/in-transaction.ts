import type { Database, Transaction } from './connect.ts'
import { createTurns, type Turns } from './turns.ts'

/**
 * Writers of one environment wait for each other's row anyway. They wait here, where a line may be
 * long, and leave connections of the pool to those who only read.
 */
const AT_ONCE = 6

const lines = new WeakMap<Database, Turns>()

/** The only place that opens a transaction: what `work` does happens whole or not at all. */
export function inTransaction<T>(db: Database, work: (tx: Transaction) => Promise<T>): Promise<T> {
  let turns = lines.get(db)
  if (!turns) {
    turns = createTurns(AT_ONCE)
    lines.set(db, turns)
  }
  return turns(() => db.transaction(work))
}
