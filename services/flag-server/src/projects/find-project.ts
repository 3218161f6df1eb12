import { and, asc, eq } from 'drizzle-orm'
import type { Database, Transaction } from '../database/connect.ts'
import { lockAlone, lockTogether } from '../database/named-locks.ts'
import { environments, projects } from '../database/schema.ts'
import { AppError } from '../http/app-error.ts'

export type Project = typeof projects.$inferSelect
export type Environment = typeof environments.$inferSelect

export async function findProject(db: Database | Transaction, key: string): Promise<Project> {
  const [project] = await db.select().from(projects).where(eq(projects.key, key))
  if (!project) throw new AppError('project_not_found', `there is no project "${key}"`)
  return project
}

export async function findEnvironment(
  db: Database | Transaction,
  projectKey: string,
  environmentKey: string,
): Promise<{ project: Project; environment: Environment }> {
  const [found] = await db
    .select({ project: projects, environment: environments })
    .from(projects)
    .innerJoin(environments, eq(environments.projectId, projects.id))
    .where(and(eq(projects.key, projectKey), eq(environments.key, environmentKey)))
  if (found) return found
  const project = await findProject(db, projectKey)
  throw new AppError(
    'environment_not_found',
    `project "${project.key}" has no environment "${environmentKey}"`,
  )
}

/** In the order in which people list them. */
export function environmentsOf(
  db: Database | Transaction,
  projectId: string,
): Promise<Environment[]> {
  return db
    .select()
    .from(environments)
    .where(eq(environments.projectId, projectId))
    .orderBy(asc(environments.position), asc(environments.key))
}

/**
 * Takes the environments' rows, always in the same order so that two writers never wait for each
 * other. Every change of a ruleset starts here: what is read after it stays true until the commit.
 * `no key update`, so that rows which only point at an environment are written meanwhile.
 */
export async function lockEnvironments(tx: Transaction, projectId: string): Promise<Environment[]> {
  // First: a row made meanwhile would be missed, or taken out of order.
  await lockTogether(tx, whichAre(projectId))
  return lockRows(tx, projectId)
}

/** The same for who makes one: until the commit nobody else has taken any. */
export async function lockEnvironmentsToAdd(
  tx: Transaction,
  projectId: string,
): Promise<Environment[]> {
  await lockAlone(tx, whichAre(projectId))
  return lockRows(tx, projectId)
}

/** Names the lock on which environments there are. */
function whichAre(projectId: string): string {
  return `environments of ${projectId}`
}

function lockRows(tx: Transaction, projectId: string): Promise<Environment[]> {
  return tx
    .select()
    .from(environments)
    .where(eq(environments.projectId, projectId))
    .orderBy(asc(environments.id))
    .for('no key update')
}

/** The same for one environment, by key. */
export async function lockEnvironment(
  tx: Transaction,
  projectKey: string,
  environmentKey: string,
): Promise<{ project: Project; environment: Environment }> {
  const { project, environment } = await findEnvironment(tx, projectKey, environmentKey)
  const [locked] = await tx
    .select()
    .from(environments)
    .where(eq(environments.id, environment.id))
    .for('no key update')
  if (!locked) throw new AppError('environment_not_found', `"${environmentKey}" was just removed`)
  return { project, environment: locked }
}
