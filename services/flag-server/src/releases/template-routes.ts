import { z } from 'zod'
import type { ApiPlugin } from '../http/api.ts'
import { Key } from '../http/fields.ts'
import { Template, TemplateList, TemplateView } from './release-schemas.ts'
import { deleteTemplate, listTemplates, saveTemplate } from './templates.ts'

const InProject = z.object({ project: Key })
const OneTemplate = InProject.extend({ name: Key })
const PATH = '/projects/:project/release-templates'

export const templateRoutes: ApiPlugin = async (app, { db }) => {
  app.get(
    PATH,
    {
      schema: {
        tags: ['releases'],
        summary: "Stages and guards to plan a release with: the product's own and saved ones",
        params: InProject,
        response: { 200: TemplateList },
      },
    },
    async ({ params }) => ({ templates: await listTemplates(db, params.project) }),
  )

  app.put(
    `${PATH}/:name`,
    {
      schema: {
        tags: ['releases'],
        summary: 'Save stages and guards under a name',
        params: OneTemplate,
        body: Template,
        response: { 200: TemplateView },
      },
    },
    ({ params, body, actor }) => saveTemplate(db, actor, params.project, params.name, body),
  )

  app.delete(
    `${PATH}/:name`,
    {
      schema: {
        tags: ['releases'],
        summary: 'Remove a saved template; releases planned with it keep their plan',
        params: OneTemplate,
        response: { 204: z.null() },
      },
    },
    async ({ params, actor }, reply) => {
      await deleteTemplate(db, actor, params.project, params.name)
      return reply.code(204).send(null)
    },
  )
}
