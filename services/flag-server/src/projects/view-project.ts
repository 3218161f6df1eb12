import { asc } from 'drizzle-orm'
import type { Access } from '../access/access.ts'
import type { Database, Transaction } from '../database/connect.ts'
import { environments, projects } from '../database/schema.ts'
import { type Environment, environmentsOf, findProject, type Project } from './find-project.ts'
import type { ProjectFacts, ProjectView } from './project-schemas.ts'

/** Those that somebody is a member of. */
export async function listProjects(db: Database, access: Access): Promise<ProjectView[]> {
  const all = await db.select().from(projects).orderBy(asc(projects.key))
  const everywhere = await db
    .select()
    .from(environments)
    .orderBy(asc(environments.position), asc(environments.key))
  const byProject = Map.groupBy(everywhere, ({ projectId }) => projectId)
  return all
    .filter(({ key }) => access.isMember(key))
    .map((project) => seenBy(access, projectFacts(project, byProject.get(project.id) ?? [])))
}

export async function viewProject(
  db: Database | Transaction,
  projectKey: string,
): Promise<ProjectFacts> {
  const project = await findProject(db, projectKey)
  return projectFacts(project, await environmentsOf(db, project.id))
}

export function projectFacts(project: Project, environments: readonly Environment[]): ProjectFacts {
  return {
    key: project.key,
    name: project.name,
    environments: environments.map(({ key, name, production, revision, policy }) => ({
      key,
      name,
      production,
      revision,
      policy,
    })),
  }
}

/** With what they may do there: the admin UI offers no more. */
export function seenBy(access: Access, { environments, ...facts }: ProjectFacts): ProjectView {
  const project = facts.key
  return {
    ...facts,
    permissions: access.permissionsIn({ project }),
    environments: environments.map((one) => ({
      ...one,
      permissions: access.permissionsIn({ project, environment: one.key }),
    })),
  }
}
