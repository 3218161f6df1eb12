import type { Access } from '../access/access.ts'
import type { Database } from '../database/connect.ts'
import { lookAtConfiguration } from '../flags/configure-flag.ts'
import { AppError } from '../http/app-error.ts'
import { needsApproval, needsComment } from '../policies/require-consent.ts'
import { accessNow } from './access-now.ts'
import { approvalsIn, approvedFor, mayDirectly } from './approvals.ts'
import type { ChangeRequestView } from './change-request-schemas.ts'
import { movedSince } from './moved-since.ts'
import { type EventRow, type FullRequest, findRequest, type RequestRow } from './request-rows.ts'
import { whoMay } from './who-may.ts'

export const OVER = ['applied', 'rejected', 'withdrawn'] as const

/** One request as somebody sees it. */
export async function viewChangeRequest(
  db: Database,
  access: Access,
  projectKey: string,
  number: number,
): Promise<ChangeRequestView> {
  const full = await findRequest(db, projectKey, number)
  const { request } = full
  const isOver = (OVER as readonly string[]).includes(request.state)
  const facts = {
    ...(await approvedFor(db, full)),
    moved: isOver ? null : await movedSince(db, full),
  }
  const reach = await reachView(db, full)
  return {
    ...summaryOf(full),
    operation: request.operation,
    comment: request.comment,
    edition: request.edition,
    reach,
    approvalRequired: reach.some(({ approvalRequired }) => approvalRequired),
    items: request.items,
    moved: facts.moved,
    current: await currentOf(db, full),
    appliedRevision: request.appliedRevision,
    events: full.events.map(eventView),
    may: whoMay(full, access, facts),
  }
}

/** Of a request without what may be megabytes. */
export type Summarised = Pick<FullRequest, 'reach' | 'events'> & {
  readonly request: Omit<RequestRow, 'operation' | 'items' | 'basis'>
}

/** Everything of a summary but the operation. */
export function summaryOf({ request, reach, events }: Summarised) {
  const home = reach.find(({ environment }) => environment.id === request.environmentId)
  return {
    number: request.number,
    title: request.title,
    state: request.state,
    why: request.why,
    environment: home?.environment.key ?? null,
    target: { type: request.targetType, key: request.targetKey },
    author: { type: request.actorType, id: request.actorId, name: request.actorName },
    createdAt: request.createdAt.toISOString(),
    updatedAt: request.updatedAt.toISOString(),
    applyAt: request.applyAt?.toISOString() ?? null,
    notLaterThan: request.notLaterThan?.toISOString() ?? null,
    approvedBy: approvalsIn(events, request).map(actorView),
    comments: events.filter(({ type }) => type === 'commented').length,
  }
}

/** By the policies as they are now, and by what its author may do themselves. */
async function reachView(
  db: Database,
  { request, reach, project }: FullRequest,
): Promise<ChangeRequestView['reach']> {
  const { actorType: type, actorId: id, actorName: name } = request
  const author = await accessNow(db, { type, id, name, email: null, via: 'api' })
  return reach.map(({ environment, raisesExposure }) => {
    const effect = { changesWhatIsThere: true, raisesExposure }
    const mayThemselves =
      author !== null && mayDirectly(request, author, project.key, environment.key)
    return {
      environment: environment.key,
      raisesExposure,
      approvalRequired: needsApproval(environment.policy, effect) || !mayThemselves,
      commentRequired: needsComment(environment.policy, effect),
    }
  })
}

async function currentOf(db: Database, { project, request }: FullRequest): Promise<unknown> {
  const { operation } = request
  if (!('flag' in operation && 'environment' in operation)) return null
  try {
    const address = { ...operation, project: project.key }
    return (await lookAtConfiguration(db, address)).configuration.document
  } catch (error) {
    if (error instanceof AppError && error.status === 404) return null
    throw error
  }
}

function eventView(event: EventRow): ChangeRequestView['events'][number] {
  const { type, at, text, edition } = event
  return { type, actor: actorView(event), at: at.toISOString(), text, edition }
}

function actorView({ actorType, actorId, actorName }: EventRow) {
  return { type: actorType, id: actorId, name: actorName }
}
