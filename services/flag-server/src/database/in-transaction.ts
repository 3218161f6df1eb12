import type { Database, Transaction } from './connect.ts'

/** The only place that opens a transaction: what `work` does happens whole or not at all. */
export function inTransaction<T>(db: Database, work: (tx: Transaction) => Promise<T>): Promise<T> {
  return db.transaction(work)
}
