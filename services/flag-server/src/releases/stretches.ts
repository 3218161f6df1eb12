import { asc, eq } from 'drizzle-orm'
import type { Database, Transaction } from '../database/connect.ts'
import { releaseStretches } from './release-tables.ts'

export type StretchRow = typeof releaseStretches.$inferSelect

export function stretchesOf(db: Database | Transaction, releaseId: string): Promise<StretchRow[]> {
  return db
    .select()
    .from(releaseStretches)
    .where(eq(releaseStretches.releaseId, releaseId))
    .orderBy(asc(releaseStretches.seq))
}

/** @returns the number of the new stretch */
export async function beginStretch(
  tx: Transaction,
  releaseId: string,
  share: number,
  since: Date,
): Promise<number> {
  const seq = (await stretchesOf(tx, releaseId)).length
  await tx.insert(releaseStretches).values({ releaseId, seq, share, since })
  return seq
}
