import type { Access } from '../access/access.ts'
import { inTransaction } from '../database/in-transaction.ts'
import { type Checking, checkOperation } from './check-operation.ts'
import { homeOf, refuseUnlessAsking, seedOf } from './open-change-request.ts'
import { rebased } from './rebase.ts'
import { recordEvent } from './record-event.ts'
import { rehearse } from './rehearse.ts'
import { findRequest, holdRequest } from './request-rows.ts'
import { refuseOtherEdition, refuseUnlessMay } from './review-change-request.ts'
import { saveReach } from './save-reach.ts'

/**
 * Brings a request to the present, as a new edition: its difference is shown anew, no approval counts
 * any more, and it has no time.
 */
export async function updateRequest(
  services: Checking,
  access: Access,
  projectKey: string,
  number: number,
): Promise<void> {
  const { db } = services
  const before = await findRequest(db, projectKey, number)
  const isDue = await inTransaction(db, (tx) => refuseUnlessMay(tx, before, access, 'update'))
  if (!isDue) return
  const edition = before.request.edition + 1
  const operation = await rebased(db, before)
  await checkOperation(services, operation)
  const seed = seedOf({ id: before.request.id, edition })
  const rehearsal = await rehearse(db, access.actor, projectKey, operation, seed)
  await refuseUnlessAsking(db, access, projectKey, operation, rehearsal)
  await inTransaction(db, async (tx) => {
    const full = await holdRequest(tx, projectKey, number)
    refuseOtherEdition(full, before.request.edition)
    if (!(await refuseUnlessMay(tx, full, access, 'update'))) return
    const { id } = full.request
    const reach = await saveReach(tx, id, rehearsal)
    const changes = {
      operation,
      edition,
      basis: rehearsal.basis,
      items: rehearsal.items,
      revision: homeOf(operation, rehearsal)?.revision ?? null,
      state: 'open' as const,
      why: null,
      applyAt: null,
      notLaterThan: null,
      scheduledBy: null,
    }
    await recordEvent(tx, { ...full, reach }, changes, { type: 'updated', actor: access.actor })
  })
}
