import { z } from 'zod'
import type { ApiPlugin } from '../http/api.ts'
import { EndedQuery } from '../http/ended-query.ts'
import { Key } from '../http/fields.ts'
import { createSdkKey } from './create-sdk-key.ts'
import { listSdkKeys } from './list-sdk-keys.ts'
import { revokeSdkKey } from './revoke-sdk-key.ts'
import { rotateSdkKey } from './rotate-sdk-key.ts'
import { NewSdkKey, Rotation, SdkKeyCreated, SdkKeyList } from './sdk-key-schemas.ts'

const InEnvironment = z.object({ project: Key, environment: Key })
const OneKey = z.object({ project: Key, environment: Key, id: z.uuid() })
const PATH = '/projects/:project/environments/:environment/sdk-keys'

export const sdkKeyRoutes: ApiPlugin = async (app, services) => {
  const { db } = services
  app.get(
    PATH,
    {
      schema: {
        tags: ['sdk keys'],
        summary:
          'SDK keys and how many use each, those in use first; the keys themselves are not kept',
        params: InEnvironment,
        querystring: EndedQuery,
        response: { 200: SdkKeyList },
      },
    },
    ({ params, query }) => listSdkKeys(services, params, query),
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

  app.post(
    `${PATH}/:id/rotate`,
    {
      schema: {
        tags: ['sdk keys'],
        summary: 'Make a key to take the place of this one, which goes on for so long',
        params: OneKey,
        body: Rotation,
        response: { 201: SdkKeyCreated },
      },
    },
    async ({ params, body, actor }, reply) => {
      const made = await rotateSdkKey(db, actor, params, body.overlapSeconds)
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
      // The notification comes to every replica, and to this one perhaps after this answer.
      services.sdkKeyring.revoked(params.id)
      return reply.code(204).send(null)
    },
  )
}
