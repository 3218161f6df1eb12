import { eq } from 'drizzle-orm'
import type { Database, Transaction } from '../database/connect.ts'
import { inTransaction } from '../database/in-transaction.ts'
import { transition } from './change-request-state.ts'
import { changeRequests } from './change-request-tables.ts'
import { movedSince } from './moved-since.ts'
import { recordEvent } from './record-event.ts'
import { type FullRequest, projectOf, withAll } from './request-rows.ts'
import { SCHEDULE } from './schedule-actor.ts'

/** What decides where a request settles: one that is found stale settles nowhere. */
const NOBODY = { isApproved: false, mayGoWithout: false, isTimed: false }

/**
 * Says so in the request when its target has moved; whoever was faster has said it. The word is the
 * server's own. To be called with the request held.
 */
export async function markStale(tx: Transaction, full: FullRequest): Promise<void> {
  const next = transition(full.request.state, 'find-stale', NOBODY)
  if ('refused' in next) return
  const why = await movedSince(tx, full)
  if (why === null) return
  const happened = { type: 'stale', actor: SCHEDULE, text: why } as const
  await recordEvent(tx, full, { state: next.state, why }, happened)
}

/**
 * The same for a request that may have moved: most have not, and those are not held. A replica that
 * dies has said it whole or not at all; of two, one holds the request and the other finds it said.
 */
export async function markIfMoved(db: Database, id: string): Promise<void> {
  const [seen] = await db.select().from(changeRequests).where(eq(changeRequests.id, id))
  if (!seen || 'refused' in transition(seen.state, 'find-stale', NOBODY)) return
  const project = await projectOf(db, seen)
  if ((await movedSince(db, await withAll(db, project, seen))) === null) return
  await inTransaction(db, async (tx) => {
    const [held] = await tx
      .select()
      .from(changeRequests)
      .where(eq(changeRequests.id, id))
      .for('update')
    if (held) await markStale(tx, await withAll(tx, project, held))
  })
}
