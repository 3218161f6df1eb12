import { randomUUID } from 'node:crypto'
import { eq, max } from 'drizzle-orm'
import type { Access } from '../access/access.ts'
import { refuseUnless } from '../access/refuse-unless.ts'
import type { Database } from '../database/connect.ts'
import { inTransaction } from '../database/in-transaction.ts'
import { projects } from '../database/schema.ts'
import { personAnswering } from '../http/actor.ts'
import { AppError, invalid } from '../http/app-error.ts'
import { needsComment } from '../policies/require-consent.ts'
import { environmentsOf, findProject } from '../projects/find-project.ts'
import { mayDirectly } from './approvals.ts'
import type { NewChangeRequest } from './change-request-schemas.ts'
import { changeRequests } from './change-request-tables.ts'
import { settled, timesOf } from './change-request-times.ts'
import { type Checking, checkOperation } from './check-operation.ts'
import { fixed, withMeasured } from './fixed-operation.ts'
import { environmentOf, titleOf } from './operation-facts.ts'
import type { Operation } from './operation-schemas.ts'
import { recordEvent } from './record-event.ts'
import { type Rehearsal, rehearse } from './rehearse.ts'
import { saveReach } from './save-reach.ts'

/** Asks for a change, to be approved, or to be applied at a time. Returns its number. */
export async function openChangeRequest(
  services: Checking,
  access: Access,
  projectKey: string,
  wanted: NewChangeRequest,
): Promise<number> {
  const { db } = services
  const { actor } = access
  const id = randomUUID()
  await checkOperation(services, wanted.operation)
  const asked = fixed(wanted.operation)
  await refuseStranger(db, access, projectKey, asked)
  const seed = seedOf({ id, edition: 1 })
  const rehearsal = await rehearse(db, actor, projectKey, asked, seed, wanted)
  await refuseUnlessAsking(db, access, projectKey, asked, rehearsal)
  const operation = withMeasured(asked, rehearsal)
  const comment = saidWhy(wanted.comment, rehearsal)
  return inTransaction(db, async (tx) => {
    const project = await findProject(tx, projectKey)
    const times = await timesOf(tx, wanted)
    // One number after the other: who asks at the same time waits here.
    await tx.select().from(projects).where(eq(projects.id, project.id)).for('no key update')
    const [last] = await tx
      .select({ number: max(changeRequests.number) })
      .from(changeRequests)
      .where(eq(changeRequests.projectId, project.id))
    const home = homeOf(operation, rehearsal)
    const target = targetOf(rehearsal)
    const [request] = await tx
      .insert(changeRequests)
      .values({
        id,
        projectId: project.id,
        number: (last?.number ?? 0) + 1,
        environmentId: home?.id ?? null,
        targetType: target.type,
        targetKey: target.key,
        title: wanted.title ?? titleOf(operation, target, home?.name ?? null),
        comment: comment ?? null,
        operation,
        basis: rehearsal.basis,
        revision: home?.revision ?? null,
        items: rehearsal.items,
        actorType: actor.type,
        actorId: actor.id,
        actorName: actor.name,
        personId: personAnswering(actor),
      })
      .returning()
    if (!request) throw new Error('an insert returned no row')
    const reach = await saveReach(tx, id, rehearsal)
    const full = { project, request, reach, events: [] }
    const opened = await recordEvent(tx, full, {}, { type: 'opened', actor, text: comment })
    if (!times) return request.number
    const changes = await settled(tx, opened, access, times)
    await recordEvent(tx, opened, changes, { type: 'scheduled', actor })
    return request.number
  })
}

/** What is drawn at random follows from it: it is the same when it is applied. */
export function seedOf({ id, edition }: { readonly id: string; readonly edition: number }): string {
  return `${id} ${edition}`
}

/** Before anything is rehearsed: who may neither ask nor do it learns nothing. */
export async function refuseStranger(
  db: Database,
  access: Access,
  project: string,
  operation: Operation,
): Promise<void> {
  const named = environmentOf(operation)
  const all = named === null ? await environmentsOf(db, (await findProject(db, project)).id) : []
  const places = named === null ? all.map(({ key }) => key) : [named]
  const isKnown = places.some(
    (environment) =>
      mayDirectly({ operation }, access, project, environment) ||
      access.may('change.request', { project, environment }),
  )
  const [environment] = places
  if (isKnown || environment === undefined) return
  await refuseUnless(db, access, 'change.request', { project, environment })
}

/** Those it changes, they may change or ask for changes in. */
export async function refuseUnlessAsking(
  db: Database,
  access: Access,
  project: string,
  operation: Operation,
  { reach }: Rehearsal,
): Promise<void> {
  if (reach.length === 0) {
    const message = 'changes nothing that is served: it takes no request, do it directly'
    throw invalid([{ path: 'operation', message }])
  }
  for (const { environment } of reach) {
    if (mayDirectly({ operation }, access, project, environment.key)) continue
    await refuseUnless(db, access, 'change.request', { project, environment: environment.key })
  }
}

function saidWhy(comment: string | undefined, { reach }: Rehearsal): string | undefined {
  const asking = reach.find(({ environment, effect }) => needsComment(environment.policy, effect))
  if (asking && !comment?.trim()) {
    throw new AppError('comment_required', `${asking.environment.name} asks for a comment: say why`)
  }
  return comment?.trim() || undefined
}

/** The one environment it is about; undefined when it is about all of them. */
export function homeOf(operation: Operation, { reach, items }: Rehearsal) {
  const key = environmentOf(operation) ?? items[0]?.environment ?? null
  return reach.find(({ environment }) => environment.key === key)?.environment
}

export function targetOf({ items }: Rehearsal): { type: string; key: string } {
  const [first] = items
  if (!first) throw new Error('a rehearsal told nothing')
  return first.target
}
