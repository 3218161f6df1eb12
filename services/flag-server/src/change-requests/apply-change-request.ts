import type { Access } from '../access/access.ts'
import type { Database, Transaction } from '../database/connect.ts'
import { inTransaction } from '../database/in-transaction.ts'
import type { Actor } from '../http/actor.ts'
import { AppError } from '../http/app-error.ts'
import { environmentsOf, lockEnvironments } from '../projects/find-project.ts'
import { approvalsOf, approvedIn, type When } from './approvals.ts'
import { carryOut } from './carry-out.ts'
import { markStale } from './mark-stale.ts'
import { seedOf } from './open-change-request.ts'
import { recordEvent } from './record-event.ts'
import { type FullRequest, holdRequest } from './request-rows.ts'
import { refuseOtherEdition, refuseUnlessMay } from './review-change-request.ts'

/** Does what a request asks for, now. */
export async function applyRequest(
  db: Database,
  access: Access,
  projectKey: string,
  number: number,
  edition: number | undefined,
): Promise<void> {
  try {
    await inTransaction(
      db,
      async (tx) => {
        const full = await holdRequest(tx, projectKey, number)
        refuseOtherEdition(full, edition)
        await lockEnvironments(tx, full.project.id)
        await refuseUnlessMay(tx, full, access, 'apply')
        await applyHeld(tx, full, access.actor, 'now')
      },
      { project: projectKey },
    )
  } catch (error) {
    if (error instanceof AppError && error.code === 'stale_version') {
      await inTransaction(db, async (tx) =>
        markStale(tx, await holdRequest(tx, projectKey, number)),
      )
    }
    throw error
  }
}

/**
 * The change, the request's end and the entries about both in one transaction: a crash leaves all of it
 * or nothing. To be called with the request held and the environments locked.
 */
export async function applyHeld(
  tx: Transaction,
  full: FullRequest,
  actor: Actor,
  when: When,
): Promise<FullRequest> {
  const { project, request } = full
  const comment = storyOf(full, when)
  await carryOut(tx, request.operation, {
    actor,
    project: project.key,
    comment,
    seed: seedOf(request),
    consent: {
      by: 'request',
      comment: request.comment ?? undefined,
      approvedIn: await approvedIn(tx, full, when),
    },
  })
  const all = await environmentsOf(tx, project.id)
  const home = all.find(({ id }) => id === request.environmentId)
  return recordEvent(
    tx,
    full,
    { state: 'applied', why: null, appliedRevision: home?.revision ?? null },
    { type: 'applied', actor },
  )
}

/** What the history says of why: the request's comment, and who stands for it. */
function storyOf(full: FullRequest, when: When): string {
  const { request } = full
  const names = approvalsOf(full, when).map(({ actorName }) => actorName)
  const approved = names.length > 0 ? `, approved by ${names.join(' and ')}` : ''
  const story = `Change request #${request.number} of ${request.actorName}${approved}.`
  return request.comment ? `${request.comment}\n\n${story}`.slice(0, 2_000) : story
}
