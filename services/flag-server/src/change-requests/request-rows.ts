import { and, asc, eq, inArray } from 'drizzle-orm'
import type { Database, Transaction } from '../database/connect.ts'
import { environments, projects } from '../database/schema.ts'
import { AppError } from '../http/app-error.ts'
import type { Environment, Project } from '../projects/find-project.ts'
import { findProject } from '../projects/find-project.ts'
import { changeRequestEvents, changeRequestReach, changeRequests } from './change-request-tables.ts'

export type RequestRow = typeof changeRequests.$inferSelect
export type EventRow = typeof changeRequestEvents.$inferSelect

/** An environment that a request changes. */
export interface ReachRow {
  readonly environment: Environment
  readonly raisesExposure: boolean
}

/** A request with all that is known of it. */
export interface FullRequest {
  readonly project: Project
  readonly request: RequestRow
  /** In the order in which people list environments. */
  readonly reach: readonly ReachRow[]
  readonly events: readonly EventRow[]
}

function changeRequestNotFound(projectKey: string, number: number): AppError {
  return new AppError(
    'change_request_not_found',
    `project "${projectKey}" has no change request ${number}`,
  )
}

export async function findRequest(
  db: Database | Transaction,
  projectKey: string,
  number: number,
): Promise<FullRequest> {
  const project = await findProject(db, projectKey)
  const [request] = await db.select().from(changeRequests).where(numbered(project.id, number))
  if (!request) throw changeRequestNotFound(projectKey, number)
  return withAll(db, project, request)
}

/**
 * The request, which nobody else changes until the transaction ends. Its row is taken before any
 * environment's, by people and by the runner.
 */
export async function holdRequest(
  tx: Transaction,
  projectKey: string,
  number: number,
): Promise<FullRequest> {
  const project = await findProject(tx, projectKey)
  const [request] = await tx
    .select()
    .from(changeRequests)
    .where(numbered(project.id, number))
    .for('update')
  if (!request) throw changeRequestNotFound(projectKey, number)
  return withAll(tx, project, request)
}

function numbered(projectId: string, number: number) {
  return and(eq(changeRequests.projectId, projectId), eq(changeRequests.number, number))
}

export async function withAll(
  db: Database | Transaction,
  project: Project,
  request: RequestRow,
): Promise<FullRequest> {
  const reach = await reachOf(db, [request.id])
  return { project, request, reach, events: await eventsOf(db, [request.id]) }
}

export function reachOf(
  db: Database | Transaction,
  requestIds: readonly string[],
): Promise<(ReachRow & { readonly requestId: string })[]> {
  return db
    .select({
      requestId: changeRequestReach.requestId,
      environment: environments,
      raisesExposure: changeRequestReach.raisesExposure,
    })
    .from(changeRequestReach)
    .innerJoin(environments, eq(environments.id, changeRequestReach.environmentId))
    .where(inArray(changeRequestReach.requestId, [...requestIds]))
    .orderBy(asc(environments.position), asc(environments.key))
}

export function eventsOf(
  db: Database | Transaction,
  requestIds: readonly string[],
): Promise<EventRow[]> {
  return db
    .select()
    .from(changeRequestEvents)
    .where(inArray(changeRequestEvents.requestId, [...requestIds]))
    .orderBy(asc(changeRequestEvents.id))
}

/** The project of a request that was found by its row. */
export async function projectOf(
  db: Database | Transaction,
  { projectId }: RequestRow,
): Promise<Project> {
  const [project] = await db.select().from(projects).where(eq(projects.id, projectId))
  if (!project) throw new AppError('project_not_found', 'this project was removed')
  return project
}
