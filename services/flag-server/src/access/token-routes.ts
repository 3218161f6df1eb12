import { z } from 'zod'
import type { ApiPlugin } from '../http/api.ts'
import { EndedQuery } from '../http/ended-query.ts'
import { Key } from '../http/fields.ts'
import {
  NewPersonalToken,
  NewServiceToken,
  PersonalTokenCreated,
  PersonalTokenList,
  ServiceTokenCreated,
  ServiceTokenList,
} from './access-schemas.ts'
import { createPersonalToken, listPersonalTokens, revokePersonalToken } from './personal-tokens.ts'
import { createServiceToken, listServiceTokens, revokeServiceToken } from './service-tokens.ts'

const InProject = z.object({ project: Key })
const SERVICE = '/projects/:project/tokens'
const PERSONAL = '/me/tokens'

export const personalTokenRoutes: ApiPlugin = async (app, { db }) => {
  app.get(
    PERSONAL,
    {
      schema: {
        tags: ['tokens'],
        summary: 'My tokens, those in use first; the tokens themselves are not kept',
        querystring: EndedQuery,
        response: { 200: PersonalTokenList },
      },
    },
    ({ actor, query }) => listPersonalTokens(db, actor, query),
  )

  app.post(
    PERSONAL,
    {
      schema: {
        tags: ['tokens'],
        summary: 'Make a token that acts as me; this answer is the only one that carries it',
        body: NewPersonalToken,
        response: { 201: PersonalTokenCreated },
      },
    },
    async ({ access, body }, reply) => {
      const made = await createPersonalToken(db, access, body)
      return reply.code(201).header('cache-control', 'no-store').send(made)
    },
  )

  app.delete(
    `${PERSONAL}/:id`,
    {
      schema: {
        tags: ['tokens'],
        summary: 'Revoke one of my tokens',
        params: z.object({ id: z.uuid() }),
        response: { 204: z.null() },
      },
    },
    async ({ actor, params }, reply) => {
      await revokePersonalToken(db, actor, params.id)
      return reply.code(204).send(null)
    },
  )
}

export const serviceTokenRoutes: ApiPlugin = async (app, { db }) => {
  app.get(
    SERVICE,
    {
      schema: {
        tags: ['tokens'],
        summary:
          'Service tokens of a project, those in use first; the tokens themselves are not kept',
        params: InProject,
        querystring: EndedQuery,
        response: { 200: ServiceTokenList },
      },
    },
    ({ params, query }) => listServiceTokens(db, params.project, query),
  )

  app.post(
    SERVICE,
    {
      schema: {
        tags: ['tokens'],
        summary: 'Make a service token with roles; this answer is the only one that carries it',
        params: InProject,
        body: NewServiceToken,
        response: { 201: ServiceTokenCreated },
      },
    },
    async ({ access, params, body }, reply) => {
      const made = await createServiceToken(db, access, params.project, body)
      return reply.code(201).header('cache-control', 'no-store').send(made)
    },
  )

  app.delete(
    `${SERVICE}/:id`,
    {
      schema: {
        tags: ['tokens'],
        summary: 'Revoke a service token',
        params: InProject.extend({ id: z.uuid() }),
        response: { 204: z.null() },
      },
    },
    async ({ access, params }, reply) => {
      await revokeServiceToken(db, access, params.project, params.id)
      return reply.code(204).send(null)
    },
  )
}
