import {
  and,
  desc,
  eq,
  exists,
  getTableColumns,
  inArray,
  lt,
  not,
  or,
  type SQL,
  sql,
} from 'drizzle-orm'
import type { Access } from '../access/access.ts'
import type { Database } from '../database/connect.ts'
import { personBehind } from '../http/actor.ts'
import {
  type Environment,
  environmentsOf,
  findProject,
  type Project,
} from '../projects/find-project.ts'
import { mayDirectly } from './approvals.ts'
import type {
  ChangeRequestList,
  ChangeRequestQuery,
  ChangeRequestState,
} from './change-request-schemas.ts'
import { changeRequestEvents, changeRequestReach, changeRequests } from './change-request-tables.ts'
import { FACTS } from './operation-facts.ts'
import type { Operation, OperationType } from './operation-schemas.ts'
import { eventsOf, reachOf } from './request-rows.ts'
import { OVER, summaryOf } from './view-change-request.ts'

const LIVE: readonly ChangeRequestState[] = ['open', 'approved', 'scheduled', 'stale', 'failed']

/** Requests of a project, newest first, a page at a time. */
export async function listChangeRequests(
  db: Database,
  access: Access,
  projectKey: string,
  query: ChangeRequestQuery,
): Promise<ChangeRequestList> {
  const project = await findProject(db, projectKey)
  const environments = await environmentsOf(db, project.id)
  const ofProject = eq(changeRequests.projectId, project.id)
  const waiting = waitsFor(db, access, project, environments)
  const where = and(
    ofProject,
    ofState(query.state),
    query.environment === undefined ? undefined : reaches(db, environments, query.environment),
    query.flag === undefined ? undefined : about('flag', query.flag),
    query.segment === undefined ? undefined : about('segment', query.segment),
    query.mine ? isOf(access) : undefined,
    query.waitingForMe ? waiting : undefined,
    query.cursor === undefined ? undefined : lt(changeRequests.number, query.cursor),
  )
  // Not what it would change, which may be megabytes.
  const { operation: _, items: __, basis: ___, ...columns } = getTableColumns(changeRequests)
  const rows = await db
    .select({ ...columns, operation: sql<OperationType>`${changeRequests.operation} ->> 'type'` })
    .from(changeRequests)
    .where(where)
    .orderBy(desc(changeRequests.number))
    .limit(query.limit + 1)
  const page = rows.slice(0, query.limit)
  const ids = page.map(({ id }) => id)
  const reach = Map.groupBy(await reachOf(db, ids), ({ requestId }) => requestId)
  const events = Map.groupBy(await eventsOf(db, ids), ({ requestId }) => requestId)
  return {
    changeRequests: page.map(({ operation, ...request }) => ({
      ...summaryOf({
        request,
        reach: reach.get(request.id) ?? [],
        events: events.get(request.id) ?? [],
      }),
      operation,
    })),
    nextCursor: rows.length > page.length ? String(page.at(-1)?.number) : null,
    waitingForMe: await db.$count(changeRequests, and(ofProject, waiting)),
  }
}

function ofState(state: ChangeRequestQuery['state']): SQL | undefined {
  if (state === undefined) return undefined
  if (state === 'live') return inArray(changeRequests.state, [...LIVE])
  if (state === 'ended') return inArray(changeRequests.state, [...OVER])
  return eq(changeRequests.state, state)
}

function about(type: string, key: string): SQL | undefined {
  return and(eq(changeRequests.targetType, type), eq(changeRequests.targetKey, key))
}

function isOf({ actor }: Access): SQL | undefined {
  const person = personBehind(actor)
  return or(
    eq(changeRequests.actorId, actor.id),
    person === null ? undefined : eq(changeRequests.personId, person),
  )
}

function reaches(db: Database, all: readonly Environment[], key: string): SQL {
  return reachesAny(
    db,
    all.filter((one) => one.key === key),
  )
}

function reachesAny(db: Database, environments: readonly Environment[]): SQL {
  if (environments.length === 0) return sql`false`
  return exists(
    db
      .select({ one: sql`1` })
      .from(changeRequestReach)
      .where(
        and(
          eq(changeRequestReach.requestId, changeRequests.id),
          inArray(
            changeRequestReach.environmentId,
            environments.map(({ id }) => id),
          ),
        ),
      ),
  )
}

/** What somebody could approve now, and has not: as `whoMay` says it of one request. */
function waitsFor(
  db: Database,
  access: Access,
  { key: project }: Project,
  environments: readonly Environment[],
): SQL | undefined {
  const { actor } = access
  if (actor.type !== 'user') return sql`false`
  const types = Object.keys(FACTS) as OperationType[]
  const allowed = types.map((type) => {
    const operation = { type } as Operation
    const here = environments.filter(
      ({ key: environment }) =>
        access.may('change.approve', { project, environment }) &&
        mayDirectly({ operation }, access, project, environment),
    )
    return and(isType(type), reachesAny(db, here))
  })
  const hasApproved = exists(
    db
      .select({ one: sql`1` })
      .from(changeRequestEvents)
      .where(
        and(
          eq(changeRequestEvents.requestId, changeRequests.id),
          eq(changeRequestEvents.type, 'approved'),
          eq(changeRequestEvents.edition, changeRequests.edition),
          eq(changeRequestEvents.actorId, actor.id),
        ),
      ),
  )
  return and(
    eq(changeRequests.state, 'open'),
    sql`${changeRequests.personId} is distinct from ${actor.id}`,
    or(...allowed),
    not(hasApproved),
  )
}

function isType(type: OperationType): SQL {
  return sql`${changeRequests.operation} ->> 'type' = ${type}`
}
