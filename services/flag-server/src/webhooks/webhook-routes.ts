import { z } from 'zod'
import type { ApiPlugin } from '../http/api.ts'
import { Key } from '../http/fields.ts'
import { NewWebhook, WebhookCreated, WebhookList } from './webhook-schemas.ts'
import { createWebhook, deleteWebhook, listWebhooks, testWebhook } from './webhook-verbs.ts'

const InProject = z.object({ project: Key })
const OneWebhook = InProject.extend({ id: z.uuid() })
const PATH = '/projects/:project/webhooks'

export const webhookRoutes: ApiPlugin = async (app, { db, webhookSender }) => {
  app.get(
    PATH,
    {
      schema: {
        tags: ['webhooks'],
        summary: 'Where news of releases goes, and whether it arrived',
        params: InProject,
        response: { 200: WebhookList },
      },
    },
    async ({ params }) => ({ webhooks: await listWebhooks(db, params.project) }),
  )

  app.post(
    PATH,
    {
      schema: {
        tags: ['webhooks'],
        summary: 'Send news of releases somewhere; this answer is the only one with the secret',
        params: InProject,
        body: NewWebhook,
        response: { 201: WebhookCreated },
      },
    },
    async ({ params, body, actor }, reply) => {
      const made = await createWebhook(db, actor, params.project, body)
      return reply.code(201).header('cache-control', 'no-store').send(made)
    },
  )

  app.post(
    `${PATH}/:id/test`,
    {
      schema: {
        tags: ['webhooks'],
        summary: 'Send a piece of news that says nothing; the list tells whether it arrived',
        params: OneWebhook,
        response: { 202: z.null() },
      },
    },
    async ({ params }, reply) => {
      await testWebhook(db, params.project, params.id)
      webhookSender.hint()
      return reply.code(202).send(null)
    },
  )

  app.delete(
    `${PATH}/:id`,
    {
      schema: {
        tags: ['webhooks'],
        summary: 'Send nothing there any more',
        params: OneWebhook,
        response: { 204: z.null() },
      },
    },
    async ({ params, actor }, reply) => {
      await deleteWebhook(db, actor, params.project, params.id)
      return reply.code(204).send(null)
    },
  )
}
