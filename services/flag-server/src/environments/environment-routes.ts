import { z } from 'zod'
import type { ApiPlugin } from '../http/api.ts'
import { Key } from '../http/fields.ts'
import { ProjectView } from '../projects/project-schemas.ts'
import { seenBy } from '../projects/view-project.ts'
import { changeEnvironment } from './change-environment.ts'
import { createEnvironment } from './create-environment.ts'
import { EnvironmentOrder, EnvironmentPatch, NewEnvironment } from './environment-schemas.ts'
import { orderEnvironments } from './order-environments.ts'

const InProject = z.object({ project: Key })
const OneEnvironment = z.object({ project: Key, environment: Key })

export const environmentRoutes: ApiPlugin = async (app, { db }) => {
  app.post(
    '/projects/:project/environments',
    {
      schema: {
        tags: ['projects'],
        summary: 'Make an environment, with every flag off or as in another one',
        params: InProject,
        body: NewEnvironment,
        response: { 201: ProjectView },
      },
    },
    async ({ access, actor, params, body }, reply) => {
      const made = await createEnvironment(db, actor, params.project, body)
      return reply.code(201).send(seenBy(access, made))
    },
  )

  app.patch(
    '/projects/:project/environments/:environment',
    {
      schema: {
        tags: ['projects'],
        summary: 'Rename an environment, say whether it is production, change its policy',
        params: OneEnvironment,
        body: EnvironmentPatch,
        response: { 200: ProjectView },
      },
    },
    async ({ access, actor, params, body }) => {
      const { project, environment } = params
      return seenBy(access, await changeEnvironment(db, actor, project, environment, body))
    },
  )

  app.put(
    '/projects/:project/environments-order',
    {
      schema: {
        tags: ['projects'],
        summary: 'Put environments in the order in which people list them',
        params: InProject,
        body: EnvironmentOrder,
        response: { 200: ProjectView },
      },
    },
    async ({ access, actor, params, body }) =>
      seenBy(access, await orderEnvironments(db, actor, params.project, body.environments)),
  )
}
