import type { Access } from '../access/access.ts'
import type { Transaction } from '../database/connect.ts'
import { invalid } from '../http/app-error.ts'
import { databaseNow } from '../releases/hold-release.ts'
import { approvedIn, isApprovedEverywhere } from './approvals.ts'
import type { Schedule } from './change-request-schemas.ts'
import { type Standing, transition } from './change-request-state.ts'
import type { changeRequests } from './change-request-tables.ts'
import type { FullRequest } from './request-rows.ts'
import { mayGoWithout } from './who-may.ts'

/** Who plans further ahead asks again. */
const AHEAD_MS = 366 * 86_400_000
/** How late a change may be, when nobody says: a server that comes back after that asks first. */
const LATE_MS = 86_400_000

export interface Times {
  readonly applyAt: Date
  readonly notLaterThan: Date
}

/** Throws 400 for a time that has passed. By the database's clock, which also decides when it is due. */
export async function timesOf(
  tx: Transaction,
  { applyAt, notLaterThan }: { readonly [Name in keyof Schedule]?: string | undefined },
): Promise<Times | undefined> {
  if (applyAt === undefined) return undefined
  const at = new Date(applyAt)
  const now = await databaseNow(tx)
  if (at <= now) {
    throw invalid([{ path: 'applyAt', message: `has passed: it is ${now.toISOString()}` }])
  }
  const furthest = new Date(now.getTime() + AHEAD_MS)
  for (const [path, time] of Object.entries({ applyAt, notLaterThan })) {
    if (time === undefined || new Date(time) <= furthest) continue
    throw invalid([{ path, message: 'is more than a year ahead' }])
  }
  const last =
    notLaterThan === undefined ? new Date(at.getTime() + LATE_MS) : new Date(notLaterThan)
  if (last < at) throw invalid([{ path: 'notLaterThan', message: 'is before applyAt' }])
  return { applyAt: at, notLaterThan: last }
}

type Changes = Partial<typeof changeRequests.$inferInsert>

/** The row of a request that has this time from now on, by the word of whoever sets it. */
export async function settled(
  tx: Transaction,
  full: FullRequest,
  access: Access,
  times: Times | null,
): Promise<Changes> {
  const timed = { applyAt: times?.applyAt ?? null, notLaterThan: times?.notLaterThan ?? null }
  // Approvals are of a time: those of the old one are of another change now.
  const moved = { ...full, request: { ...full.request, ...timed } }
  const standing = await standingOf(tx, moved, access, times !== null)
  const next = transition(full.request.state, times ? 'schedule' : 'unschedule', standing)
  return {
    ...('state' in next && { state: next.state }),
    ...timed,
    scheduledBy: times ? access.actor : null,
  }
}

async function standingOf(
  tx: Transaction,
  full: FullRequest,
  access: Access,
  isTimed: boolean,
): Promise<Standing> {
  return {
    isApproved: isApprovedEverywhere(full, await approvedIn(tx, full, 'at-its-time')),
    mayGoWithout: mayGoWithout(full, access),
    isTimed,
  }
}
