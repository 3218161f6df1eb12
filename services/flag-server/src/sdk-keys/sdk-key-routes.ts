import { desc, eq } from 'drizzle-orm'
import { z } from 'zod'
import { sdkKeys } from '../database/schema.ts'
import type { ApiPlugin } from '../http/api.ts'
import { Key } from '../http/fields.ts'
import { findEnvironment } from '../projects/find-project.ts'
import { createSdkKey } from './create-sdk-key.ts'
import { revokeSdkKey } from './revoke-sdk-key.ts'
import { sdkKeyView } from './sdk-key-rows.ts'
import { NewSdkKey, SdkKeyCreated, SdkKeyList } from './sdk-key-schemas.ts'

const InEnvironment = z.object({ project: Key, environment: Key })
const OneKey = z.object({ project: Key, environment: Key, id: z.uuid() })
const PATH = '/projects/:project/environments/:environment/sdk-keys'

export const sdkKeyRoutes: ApiPlugin = async (app, { db }) => {
  app.get(
    PATH,
    {
      schema: {
        tags: ['sdk keys'],
        summary: 'List SDK keys; the keys themselves are not kept',
        params: InEnvironment,
        response: { 200: SdkKeyList },
      },
    },
    async ({ params }) => {
      const { environment } = await findEnvironment(db, params.project, params.environment)
      const rows = await db
        .select()
        .from(sdkKeys)
        .where(eq(sdkKeys.environmentId, environment.id))
        .orderBy(desc(sdkKeys.createdAt))
      return { sdkKeys: rows.map(sdkKeyView) }
    },
  )

  app.post(
    PATH,
    {
      schema: {
        tags: ['sdk keys'],
        summary: 'Create an SDK key; this answer is the only one that carries it',
        params: InEnvironment,
        body: NewSdkKey,
        response: { 201: SdkKeyCreated },
      },
    },
    async ({ params, body, actor }, reply) => {
      const made = await createSdkKey(db, actor, params.project, params.environment, body)
      return reply.code(201).header('cache-control', 'no-store').send(made)
    },
  )

  app.delete(
    `${PATH}/:id`,
    {
      schema: {
        tags: ['sdk keys'],
        summary: 'Revoke an SDK key; its connections are closed for good',
        params: OneKey,
        response: { 204: z.null() },
      },
    },
    async ({ params, actor }, reply) => {
      await revokeSdkKey(db, actor, params.project, params.environment, params.id)
      return reply.code(204).send(null)
    },
  )
}
