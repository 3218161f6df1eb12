import { eq, sql } from 'drizzle-orm'
import { recordAudit } from '../audit/record-audit.ts'
import type { Transaction } from '../database/connect.ts'
import type { Actor } from '../http/actor.ts'
import { AppError } from '../http/app-error.ts'
import { notify } from '../revisions/notify.ts'
import { enqueueNews } from '../webhooks/enqueue-news.ts'
import type { ChangeRequestEvent } from './change-request-schemas.ts'
import { changeRequestEvents, changeRequests } from './change-request-tables.ts'
import type { FullRequest, RequestRow } from './request-rows.ts'

type EventType = ChangeRequestEvent['type']

/** A request is answered with all that was said about it. */
const MOST_EVENTS = 1_000

/** What may be said or done again and again; the rest ends a request, or one person does it once. */
const REPEATABLE: ReadonlySet<EventType> = new Set([
  'commented',
  'scheduled',
  'unscheduled',
  'updated',
])

export interface Happened {
  readonly type: EventType
  readonly actor: Actor
  readonly text?: string | undefined
  /** Of an approval. */
  readonly seal?: string
}

/**
 * The only way a request changes: its row, its story, the history of the project and what a team is
 * told change together or not at all.
 */
export async function recordEvent(
  tx: Transaction,
  full: FullRequest,
  changes: Partial<typeof changeRequests.$inferInsert>,
  { type, actor, text, seal }: Happened,
): Promise<FullRequest> {
  const { project, request } = full
  if (REPEATABLE.has(type) && full.events.length >= MOST_EVENTS) {
    const said = `there are ${MOST_EVENTS} entries in this request, which is the most there may be`
    throw new AppError('limit_reached', `${said}: decide it, or ask anew`)
  }
  const [saved] = await tx
    .update(changeRequests)
    .set({ ...changes, updatedAt: sql`clock_timestamp()` })
    .where(eq(changeRequests.id, request.id))
    .returning()
  if (!saved) throw new Error('an update returned no row')
  const [event] = await tx
    .insert(changeRequestEvents)
    .values({
      requestId: request.id,
      type,
      actorType: actor.type,
      actorId: actor.id,
      actorName: actor.name,
      text: text ?? null,
      edition: saved.edition,
      seal: seal ?? null,
    })
    .returning()
  if (!event) throw new Error('an insert returned no row')
  await recordAudit(tx, {
    actor,
    action: `change-request.${type}`,
    projectId: project.id,
    ...(request.environmentId !== null && { environmentId: request.environmentId }),
    target: { type: 'change-request', key: String(request.number) },
    before: type === 'opened' ? null : auditOf(request),
    after: auditOf(saved),
    comment: text,
  })
  await notify(tx, { type: 'changed', projectId: project.id, what: 'change-requests' })
  const now = { ...full, request: saved, events: [...full.events, event] }
  if (type !== 'commented') await tell(tx, now, { type, actor, text })
  return now
}

function auditOf({ title, state, operation, edition, applyAt, targetType, targetKey }: RequestRow) {
  return {
    title,
    state,
    operation: operation.type,
    target: { type: targetType, key: targetKey },
    edition,
    ...(applyAt && { applyAt: applyAt.toISOString() }),
  }
}

const WORDS: Readonly<Record<EventType, string>> = {
  opened: 'asked for',
  commented: 'commented',
  approved: 'approved',
  rejected: 'rejected',
  scheduled: 'scheduled',
  unscheduled: 'taken off the schedule',
  updated: 'brought up to date',
  stale: 'found stale',
  applied: 'applied',
  failed: 'failed',
  withdrawn: 'withdrawn',
}

async function tell(
  tx: Transaction,
  { project, request, reach }: FullRequest,
  { type, actor, text }: Happened,
): Promise<void> {
  const said = text ? ` \u201c${text}\u201d` : ''
  const at = type === 'scheduled' && request.applyAt ? ` for ${request.applyAt.toISOString()}` : ''
  await enqueueNews(tx, {
    projectId: project.id,
    event: `change-request.${type}`,
    sentence: `#${request.number} ${request.title}: ${WORDS[type]}${at} by ${actor.name}.${said}`,
    body: {
      at: request.updatedAt.toISOString(),
      project: project.key,
      environments: reach.map(({ environment }) => environment.key),
      changeRequest: {
        number: request.number,
        title: request.title,
        state: request.state,
        operation: request.operation.type,
        target: { type: request.targetType, key: request.targetKey },
      },
      actor: { type: actor.type, name: actor.name },
      comment: text ?? null,
    },
  })
}
