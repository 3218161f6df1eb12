import type { Access } from '../access/access.ts'
import type { Database } from '../database/connect.ts'
import { inTransaction } from '../database/in-transaction.ts'
import { approvalsIn } from './approvals.ts'
import type { Schedule } from './change-request-schemas.ts'
import { settled, type Times, timesOf } from './change-request-times.ts'
import { recordEvent } from './record-event.ts'
import { type FullRequest, holdRequest } from './request-rows.ts'
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
    const text = outdated(full, times)
    await recordEvent(tx, full, changes, { type: 'scheduled', actor: access.actor, text })
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
    const text = outdated(full, null)
    await recordEvent(tx, full, changes, { type: 'unscheduled', actor: access.actor, text })
  })
}

/** Says whose approval was of the time that it had, and is none of the one it has from now on. */
function outdated({ request, events }: FullRequest, times: Times | null): string | undefined {
  const next = { edition: request.edition, ...(times ?? { applyAt: null, notLaterThan: null }) }
  const still = new Set(approvalsIn(events, next))
  const names = approvalsIn(events, request)
    .filter((approval) => !still.has(approval))
    .map(({ actorName }) => actorName)
  if (names.length === 0) return undefined
  return `What ${names.join(' and ')} approved was for ${request.applyAt?.toISOString()}: it has to be approved again.`
}
