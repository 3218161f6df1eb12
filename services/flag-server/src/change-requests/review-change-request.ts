import type { Access } from '../access/access.ts'
import type { Database, Transaction } from '../database/connect.ts'
import { inTransaction } from '../database/in-transaction.ts'
import { AppError } from '../http/app-error.ts'
import { approvedFor, approvedIn, isApprovedEverywhere, mayApproveIn, sealOf } from './approvals.ts'
import type { Approval, ChangeRequestView } from './change-request-schemas.ts'
import { transition } from './change-request-state.ts'
import { movedSince } from './moved-since.ts'
import { recordEvent } from './record-event.ts'
import { type FullRequest, holdRequest } from './request-rows.ts'
import { closed, DONE, mayGoWithout, whoMay } from './who-may.ts'

interface Said {
  readonly comment?: string | undefined
}

/** Says something about a request, also when it is over. */
export function commentOnRequest(
  db: Database,
  { actor }: Access,
  projectKey: string,
  number: number,
  text: string,
): Promise<void> {
  return inTransaction(db, async (tx) => {
    const full = await holdRequest(tx, projectKey, number)
    await recordEvent(tx, full, {}, { type: 'commented', actor, text })
  })
}

/** A second person's word, for the edition that they saw. With it in all places it may be applied. */
export function approveRequest(
  db: Database,
  access: Access,
  projectKey: string,
  number: number,
  { edition, applyAt, comment }: Said & Pick<Approval, 'edition' | 'applyAt'>,
): Promise<void> {
  return inTransaction(db, async (tx) => {
    const full = await holdRequest(tx, projectKey, number)
    refuseOtherEdition(full, edition)
    refuseOtherTime(full, applyAt)
    if (!(await refuseUnlessMay(tx, full, access, 'approve'))) return
    const { request } = full
    const approved = new Set(await approvedIn(tx, full, 'at-its-time'))
    for (const id of mayApproveIn(full, access)) approved.add(id)
    const next = transition(request.state, 'approve', {
      isApproved: isApprovedEverywhere(full, approved),
      mayGoWithout: mayGoWithout(full, access),
      isTimed: request.applyAt !== null,
    })
    if ('refused' in next) throw requestClosed(full, 'approve')
    const happened = { actor: access.actor, text: comment }
    await recordEvent(
      tx,
      full,
      { state: next.state },
      { ...happened, type: 'approved', seal: sealOf(request) },
    )
  })
}

/** No, by somebody who could have approved. */
export function rejectRequest(
  db: Database,
  access: Access,
  projectKey: string,
  number: number,
  { comment }: Said,
): Promise<void> {
  return end(db, access, projectKey, number, 'reject', comment)
}

/** Never mind, by who asked for it. */
export function withdrawRequest(
  db: Database,
  access: Access,
  projectKey: string,
  number: number,
  { comment }: Said,
): Promise<void> {
  return end(db, access, projectKey, number, 'withdraw', comment)
}

function end(
  db: Database,
  access: Access,
  projectKey: string,
  number: number,
  act: 'reject' | 'withdraw',
  comment: string | undefined,
): Promise<void> {
  const { actor } = access
  const [state, type] =
    act === 'reject' ? (['rejected', 'rejected'] as const) : (['withdrawn', 'withdrawn'] as const)
  return inTransaction(db, async (tx) => {
    const full = await holdRequest(tx, projectKey, number)
    await refuseUnlessMay(tx, full, access, act)
    const why = act === 'reject' ? (comment ?? null) : null
    await recordEvent(tx, full, { state, why }, { type, actor, text: comment })
  })
}

/** 409 when the request was brought up to date since the caller looked. */
export function refuseOtherEdition({ request }: FullRequest, seen: number | undefined): void {
  if (seen === undefined || seen === request.edition) return
  throw new AppError(
    'stale_version',
    `this request was brought up to date: it is edition ${request.edition} by now, look at it again`,
    { current: { edition: request.edition } },
  )
}

/** 409 when the request has another time than the caller saw: what is approved is what was seen. */
function refuseOtherTime({ request }: FullRequest, seen: string | null | undefined): void {
  if (seen === undefined) return
  const { applyAt } = request
  if ((seen === null ? null : Date.parse(seen)) === (applyAt?.getTime() ?? null)) return
  const now =
    applyAt === null ? 'it has no time' : `it is to be applied at ${applyAt.toISOString()}`
  throw new AppError('stale_version', `this request was rescheduled: ${now}, look at it again`, {
    current: { applyAt: applyAt?.toISOString() ?? null },
  })
}

/**
 * Throws what keeps somebody from an act, in the words that the view says it in.
 *
 * @returns false when there is nothing left to do
 */
export async function refuseUnlessMay(
  tx: Transaction,
  full: FullRequest,
  access: Access,
  act: keyof ChangeRequestView['may'],
): Promise<boolean> {
  const moved = await movedSince(tx, full)
  const facts = { ...(await approvedFor(tx, full)), moved }
  const why = whoMay(full, access, facts)[act]
  if (why === null) return true
  if (act in DONE && why === DONE[act as keyof typeof DONE]) return false
  if (act !== 'comment' && closed(full, act) !== null) throw requestClosed(full, act)
  if (why === moved) throw new AppError('stale_version', why)
  throw new AppError(act === 'apply' ? 'approval_required' : 'permission_denied', why)
}

function requestClosed(
  full: FullRequest,
  act: Exclude<keyof ChangeRequestView['may'], 'comment'>,
): AppError {
  const why = closed(full, act) ?? 'this request is over'
  return new AppError('change_request_closed', why, { current: { state: full.request.state } })
}
