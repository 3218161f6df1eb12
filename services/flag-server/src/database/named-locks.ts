import { sql } from 'drizzle-orm'
import type { Transaction } from './connect.ts'

// For what no row stands for. Named by words, released with the transaction.

/** Waits until nobody has the lock of this name; until the commit, nobody else has. */
export async function lockAlone(tx: Transaction, name: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`)
}

/** Waits until nobody has it alone; until the commit, nobody does. */
export async function lockTogether(tx: Transaction, name: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock_shared(hashtextextended(${name}, 0))`)
}
