import { z } from 'zod'
import type { ApiPlugin } from '../http/api.ts'
import { Key } from '../http/fields.ts'
import { createProject } from './create-project.ts'
import { NewProject, ProjectList, ProjectPatch, ProjectView } from './project-schemas.ts'
import { renameProject } from './rename-project.ts'
import { listProjects, seenBy, viewProject } from './view-project.ts'

const OneProject = z.object({ project: Key })

export const projectRoutes: ApiPlugin = async (app, { db }) => {
  app.get(
    '/projects',
    {
      schema: { tags: ['projects'], summary: 'List projects', response: { 200: ProjectList } },
    },
    async ({ access }) => ({ projects: await listProjects(db, access) }),
  )

  app.post(
    '/projects',
    {
      schema: {
        tags: ['projects'],
        summary: 'Create a project with development, staging and production',
        body: NewProject,
        response: { 201: ProjectView },
      },
    },
    async ({ access, actor, body }, reply) =>
      reply.code(201).send(seenBy(access, await createProject(db, actor, body))),
  )

  app.get(
    '/projects/:project',
    {
      schema: {
        tags: ['projects'],
        summary: 'A project and its environments',
        params: OneProject,
        response: { 200: ProjectView },
      },
    },
    async ({ access, params }) => seenBy(access, await viewProject(db, params.project)),
  )

  app.patch(
    '/projects/:project',
    {
      schema: {
        tags: ['projects'],
        summary: 'Rename a project',
        params: OneProject,
        body: ProjectPatch,
        response: { 200: ProjectView },
      },
    },
    async ({ access, actor, params, body }) =>
      seenBy(
        access,
        await renameProject(db, actor, params.project, body.name, body.expected?.name),
      ),
  )
}
