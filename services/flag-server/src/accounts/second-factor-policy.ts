import { eq, type SQL, sql } from 'drizzle-orm'
import type { Database, Transaction } from '../database/connect.ts'
import { settings } from '../database/schema.ts'

const KEY = 'second_factor_required'

/** Whether who signs in with a password needs a second factor here; a column for any query. */
export const secondFactorRequired: SQL<boolean> = sql<boolean>`exists (select from ${settings} where ${settings.key} = ${KEY})`

export async function readSecondFactorPolicy(db: Database | Transaction): Promise<boolean> {
  const [row] = await db.select().from(settings).where(eq(settings.key, KEY))
  return row !== undefined
}

export async function writeSecondFactorPolicy(tx: Transaction, required: boolean): Promise<void> {
  if (required) {
    await tx.insert(settings).values({ key: KEY, value: 'true' }).onConflictDoNothing()
  } else {
    await tx.delete(settings).where(eq(settings.key, KEY))
  }
}
