import type { Access } from '../access/access.ts'
import type { Database } from '../database/connect.ts'
import { inTransaction } from '../database/in-transaction.ts'
import type { Schedule } from './change-request-schemas.ts'
import { settled, timesOf } from './change-request-times.ts'
import { recordEvent } from './record-event.ts'
import { holdRequest } from './request-rows.ts'
import { refuseUnlessMay } from './review-change-request.ts'

/** Sets when a request is to be applied; before its approval that is a wish. */
export function scheduleRequest(
  db: Database,
  access: Access,
  projectKey: string,
  number: number,
  wanted: Schedule,
): Promise<void> {
  return inTransaction(db, async (tx) => {
    const full = await holdRequest(tx, projectKey, number)
    await refuseUnlessMay(tx, full, access, 'schedule')
    const times = (await timesOf(tx, wanted)) ?? null
    const changes = await settled(tx, full, access, times)
    await recordEvent(tx, full, changes, { type: 'scheduled', actor: access.actor })
  })
}

/** It is applied when somebody says so. */
export function unscheduleRequest(
  db: Database,
  access: Access,
  projectKey: string,
  number: number,
): Promise<void> {
  return inTransaction(db, async (tx) => {
    const full = await holdRequest(tx, projectKey, number)
    if (!(await refuseUnlessMay(tx, full, access, 'unschedule'))) return
    const changes = await settled(tx, full, access, null)
    await recordEvent(tx, full, changes, { type: 'unscheduled', actor: access.actor })
  })
}
