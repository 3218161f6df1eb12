import { and, asc, eq, lte, sql } from 'drizzle-orm'
import type { Database, Transaction } from '../database/connect.ts'
import { inTransaction } from '../database/in-transaction.ts'
import { AppError } from '../http/app-error.ts'
import { lockEnvironments } from '../projects/find-project.ts'
import { databaseNow } from '../releases/hold-release.ts'
import { accessNow } from './access-now.ts'
import { applyHeld } from './apply-change-request.ts'
import { approvedIn, isApprovedEverywhere } from './approvals.ts'
import type { ChangeRequestState } from './change-request-schemas.ts'
import { changeRequests } from './change-request-tables.ts'
import { movedSince } from './moved-since.ts'
import { recordEvent } from './record-event.ts'
import { type FullRequest, projectOf, withAll } from './request-rows.ts'
import { SCHEDULE } from './schedule-actor.ts'
import { whyNotApply } from './who-may.ts'

/** Requests whose time has come, by the database's clock; the one that waits longest first. */
export async function dueRequests(db: Database): Promise<string[]> {
  const rows = await db
    .select({ id: changeRequests.id })
    .from(changeRequests)
    .where(isDue())
    .orderBy(asc(changeRequests.applyAt))
    .limit(100)
  return rows.map(({ id }) => id)
}

function isDue() {
  return and(
    eq(changeRequests.state, 'scheduled'),
    lte(changeRequests.applyAt, sql`clock_timestamp()`),
  )
}

/**
 * Applies one request whose time has come, once: its row says when it is done, in the transaction that
 * does it. A replica that dies has done all of it or nothing; a clock that went back finds what it did.
 *
 * @returns what became of it; undefined when another replica, or a person, was faster
 */
export async function applyDueRequest(
  db: Database,
  id: string,
): Promise<ChangeRequestState | undefined> {
  let edition = 0
  try {
    return await inTransaction(db, async (tx) => {
      const full = await takeDue(tx, id)
      if (!full) return undefined
      edition = full.request.edition
      await lockEnvironments(tx, full.project.id)
      const { state, why } = await obstacle(tx, full)
      if (state !== null) return (await finish(tx, full, state, why)).request.state
      return (await applyHeld(tx, full, SCHEDULE, 'at-its-time')).request.state
    })
  } catch (error) {
    // Of what is not an answer, nobody can say that it will not work the next time.
    if (!(error instanceof AppError) || error.status >= 500) throw error
    return fail(db, id, edition, error.message)
  }
}

/** The request while it is due and nobody else has it; without waiting. */
async function takeDue(tx: Transaction, id: string): Promise<FullRequest | undefined> {
  const [request] = await tx
    .select()
    .from(changeRequests)
    .where(and(eq(changeRequests.id, id), isDue()))
    .for('update', { skipLocked: true })
  return request && withAll(tx, await projectOf(tx, request), request)
}

type Obstacle =
  | { readonly state: 'failed' | 'stale'; readonly why: string }
  | { readonly state: null; readonly why: null }

/** What keeps it from being applied, judged anew: time, target, and who stands for it. */
async function obstacle(tx: Transaction, full: FullRequest): Promise<Obstacle> {
  const { applyAt, notLaterThan, scheduledBy } = full.request
  const now = await databaseNow(tx)
  if (notLaterThan !== null && now > notLaterThan) {
    const why = `it was due at ${applyAt?.toISOString()} and not to be applied later than ${notLaterThan.toISOString()}; nobody was there to do it until ${now.toISOString()}`
    return { state: 'failed', why }
  }
  const moved = await movedSince(tx, full)
  if (moved !== null) return { state: 'stale', why: moved }
  const approved = await approvedIn(tx, full, 'at-its-time')
  if (isApprovedEverywhere(full, approved)) return { state: null, why: null }
  const access = scheduledBy && (await accessNow(tx, scheduledBy))
  const why = access
    ? whyNotApply(full, access, { approved, approvedNow: approved, moved })
    : 'nobody who may do it stands for it any more'
  return why === null ? { state: null, why: null } : { state: 'failed', why }
}

function finish(
  tx: Transaction,
  full: FullRequest,
  state: 'failed' | 'stale',
  why: string,
): Promise<FullRequest> {
  return recordEvent(tx, full, { state, why }, { type: state, actor: SCHEDULE, text: why })
}

/** Unless somebody has changed it since it was tried. */
function fail(
  db: Database,
  id: string,
  edition: number,
  why: string,
): Promise<ChangeRequestState | undefined> {
  return inTransaction(db, async (tx) => {
    const full = await takeDue(tx, id)
    if (!full || full.request.edition !== edition) return undefined
    return (await finish(tx, full, 'failed', why)).request.state
  })
}
