import { createHash } from 'node:crypto'
import type { Access } from '../access/access.ts'
import { readPersonAccess } from '../access/read-access.ts'
import type { Database, Transaction } from '../database/connect.ts'
import { FACTS } from './operation-facts.ts'
import type { EventRow, FullRequest, RequestRow } from './request-rows.ts'

/** When a request is applied: at its time, or because somebody says so now. */
export type When = 'at-its-time' | 'now'

type Timed = Pick<RequestRow, 'edition' | 'applyAt' | 'notLaterThan'>

/** Names exactly what an approval is of: the change, and the time that it had. */
export function sealOf(request: RequestRow): string {
  return `${digestOf(request)}${timeOf(request)}`
}

function digestOf({ operation, basis, edition }: RequestRow): string {
  return createHash('sha256')
    .update(JSON.stringify([operation, basis, edition]))
    .digest('base64url')
}

/** Of SHA-256 in base64url. */
const DIGEST_LENGTH = 43

/** Readable, so that a list tells it without the operation, which may be megabytes. */
function timeOf({ applyAt, notLaterThan }: Timed): string {
  return applyAt ? ` ${applyAt.toISOString()} ${notLaterThan?.toISOString() ?? ''}` : ''
}

/** Approvals of the request as it is and at its time, the newest of each person. */
export function approvalsOf({ request, events }: FullRequest, when: When): EventRow[] {
  const digest = digestOf(request)
  const timed = when === 'now' ? { ...request, applyAt: null } : request
  return approvalsIn(events, timed).filter(({ seal }) => seal?.startsWith(digest))
}

/** Approvals of an edition at a time, the newest of each person. One without a time is for any. */
export function approvalsIn(events: readonly EventRow[], request: Timed): EventRow[] {
  const times = ['', timeOf(request)]
  const given = events.filter(({ type, edition }) => {
    return type === 'approved' && edition === request.edition
  })
  const newest = [...new Map(given.map((event) => [event.actorId, event])).values()]
  return newest.filter(({ seal }) => times.includes(seal?.slice(DIGEST_LENGTH) ?? ''))
}

/** Environments, by id, in which somebody may let this request through. */
export function mayApproveIn({ project, request, reach }: FullRequest, access: Access): string[] {
  return reach
    .filter(
      ({ environment }) =>
        access.may('change.approve', { project: project.key, environment: environment.key }) &&
        mayDirectly(request, access, project.key, environment.key),
    )
    .map(({ environment }) => environment.id)
}

/** Whether they could do it by the direct route, were there no policy. */
export function mayDirectly(
  { operation }: Pick<RequestRow, 'operation'>,
  access: Access,
  project: string,
  environment: string,
): boolean {
  const { inEnvironment, inProject } = FACTS[operation.type]
  return (
    access.may(inEnvironment, { project, environment }) &&
    (inProject === undefined || access.may(inProject, { project }))
  )
}

/**
 * Environments for which it is approved, judged now: who approved must still be somebody who may, and
 * nobody approves what they ask for themselves.
 */
export async function approvedIn(
  db: Database | Transaction,
  full: FullRequest,
  when: When,
): Promise<ReadonlySet<string>> {
  const approved = new Set<string>()
  for (const { actorId, actorType } of approvalsOf(full, when)) {
    if (actorType !== 'user' || actorId === full.request.personId) continue
    const access = await readPersonAccess(db, actorId)
    if (!access) continue
    for (const id of mayApproveIn(full, access)) approved.add(id)
  }
  return approved
}

/** Where it is approved for its time, and where for being applied now. */
export async function approvedFor(
  db: Database | Transaction,
  full: FullRequest,
): Promise<{ readonly approved: ReadonlySet<string>; readonly approvedNow: ReadonlySet<string> }> {
  const approved = await approvedIn(db, full, 'at-its-time')
  const isTimed = full.request.applyAt !== null
  return { approved, approvedNow: isTimed ? await approvedIn(db, full, 'now') : approved }
}

export function isApprovedEverywhere(
  { reach }: Pick<FullRequest, 'reach'>,
  approved: ReadonlySet<string>,
): boolean {
  return reach.length > 0 && reach.every(({ environment }) => approved.has(environment.id))
}
