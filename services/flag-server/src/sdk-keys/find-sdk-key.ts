import { and, eq } from 'drizzle-orm'
import type { Transaction } from '../database/connect.ts'
import { type environments, sdkKeys } from '../database/schema.ts'
import { AppError } from '../http/app-error.ts'

/** A key of this environment, locked: nobody else ends it meanwhile. */
export async function findSdkKey(
  tx: Transaction,
  environment: Pick<typeof environments.$inferSelect, 'id' | 'key'>,
  id: string,
): Promise<typeof sdkKeys.$inferSelect> {
  const [row] = await tx
    .select()
    .from(sdkKeys)
    .where(and(eq(sdkKeys.id, id), eq(sdkKeys.environmentId, environment.id)))
    .for('update')
  if (row) return row
  throw new AppError('sdk_key_not_found', `"${environment.key}" has no SDK key of this id`)
}
