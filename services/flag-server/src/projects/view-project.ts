import { asc } from 'drizzle-orm'
import type { Database, Transaction } from '../database/connect.ts'
import { environments, projects } from '../database/schema.ts'
import { type Environment, environmentsOf, findProject, type Project } from './find-project.ts'
import type { ProjectView } from './project-schemas.ts'

export async function listProjects(db: Database): Promise<ProjectView[]> {
  const all = await db.select().from(projects).orderBy(asc(projects.key))
  const everywhere = await db
    .select()
    .from(environments)
    .orderBy(asc(environments.position), asc(environments.key))
  const byProject = Map.groupBy(everywhere, ({ projectId }) => projectId)
  return all.map((project) => projectView(project, byProject.get(project.id) ?? []))
}

export async function viewProject(
  db: Database | Transaction,
  projectKey: string,
): Promise<ProjectView> {
  const project = await findProject(db, projectKey)
  return projectView(project, await environmentsOf(db, project.id))
}

export function projectView(project: Project, environments: readonly Environment[]): ProjectView {
  return {
    key: project.key,
    name: project.name,
    environments: environments.map(({ key, name, production, revision }) => ({
      key,
      name,
      production,
      revision,
    })),
  }
}
