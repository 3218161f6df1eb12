import { createHash } from 'node:crypto'
import type { Access } from '../access/access.ts'
import { readPersonAccess } from '../access/read-access.ts'
import type { Database, Transaction } from '../database/connect.ts'
import { FACTS } from './operation-facts.ts'
import type { EventRow, FullRequest, RequestRow } from './request-rows.ts'

/** Names exactly what an approval is of. */
export function sealOf({ operation, basis, edition }: RequestRow): string {
  return createHash('sha256')
    .update(JSON.stringify([operation, basis, edition]))
    .digest('base64url')
}

/** Approvals of the request as it is, the newest of each person. */
export function approvalsOf({ request, events }: FullRequest): EventRow[] {
  const seal = sealOf(request)
  return approvalsIn(events, request.edition).filter((event) => event.seal === seal)
}

/** Approvals of an edition, the newest of each person. */
export function approvalsIn(events: readonly EventRow[], edition: number): EventRow[] {
  const valid = events.filter((event) => event.type === 'approved' && event.edition === edition)
  return [...new Map(valid.map((event) => [event.actorId, event])).values()]
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
): Promise<ReadonlySet<string>> {
  const approved = new Set<string>()
  for (const { actorId, actorType } of approvalsOf(full)) {
    if (actorType !== 'user' || actorId === full.request.personId) continue
    const access = await readPersonAccess(db, actorId)
    if (!access) continue
    for (const id of mayApproveIn(full, access)) approved.add(id)
  }
  return approved
}

export function isApprovedEverywhere(
  { reach }: Pick<FullRequest, 'reach'>,
  approved: ReadonlySet<string>,
): boolean {
  return reach.length > 0 && reach.every(({ environment }) => approved.has(environment.id))
}
