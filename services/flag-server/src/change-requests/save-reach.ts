import { eq } from 'drizzle-orm'
import type { Transaction } from '../database/connect.ts'
import { changeRequestReach } from './change-request-tables.ts'
import type { Rehearsal } from './rehearse.ts'
import type { ReachRow } from './request-rows.ts'

/** What a request changes, as its rehearsal found: in place of what was found before. */
export async function saveReach(
  tx: Transaction,
  requestId: string,
  rehearsal: Rehearsal,
): Promise<ReachRow[]> {
  await tx.delete(changeRequestReach).where(eq(changeRequestReach.requestId, requestId))
  const reach = rehearsal.reach.map(({ environment, effect }) => ({
    environment,
    raisesExposure: effect.raisesExposure,
  }))
  await tx.insert(changeRequestReach).values(
    reach.map(({ environment, raisesExposure }) => ({
      requestId,
      environmentId: environment.id,
      raisesExposure,
    })),
  )
  return reach
}
