import { getTableName, type SQL } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import { AppError } from '../http/app-error.ts'
import type { Transaction } from './connect.ts'
import { lockAlone } from './named-locks.ts'

/**
 * Refuses one more of what is tens in practice, and so may be listed whole: a script that makes them in
 * a loop hears of it. Of those who make the last one at the same moment, one does.
 */
export async function refuseBeyond(
  tx: Transaction,
  most: number,
  table: PgTable,
  which: SQL | undefined,
  words: string,
): Promise<void> {
  await lockAlone(tx, `the most ${getTableName(table)}`)
  if ((await tx.$count(table, which)) < most) return
  throw new AppError('limit_reached', `there are ${most} ${words}, which is the most there may be`)
}
