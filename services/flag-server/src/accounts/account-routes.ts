import { z } from 'zod'
import type { Actor } from '../http/actor.ts'
import type { ApiPlugin } from '../http/api.ts'
import { Text } from '../http/fields.ts'
import { Me, Setup, SetupState } from './account-schemas.ts'
import { setUp, setupNeeded } from './setup.ts'

/** Passwords and links can be guessed: so many tries a minute from one address. */
const GUARDED = { rateLimit: { max: 20, timeWindow: '1 minute' } }

const SignIn = z.strictObject({ email: Text.max(200), password: Text.max(128) })

/** Routes that need no sign-in. */
export const publicAccountRoutes: ApiPlugin = async (app, { db, accounts }) => {
  app.get(
    '/setup',
    {
      schema: {
        tags: ['accounts'],
        summary: 'Whether the first administrator is still to be made',
        response: { 200: SetupState },
      },
    },
    async () => ({ needed: await setupNeeded(db) }),
  )

  app.post(
    '/setup',
    {
      config: GUARDED,
      schema: {
        tags: ['accounts'],
        summary: 'Make the first administrator, with the token of the one-time link',
        body: Setup,
        response: { 201: Me },
      },
    },
    async (request, reply) => {
      const { actor, cookies } = await setUp(db, accounts, request.body, request.headers)
      return reply.code(201).header('set-cookie', cookies).send(me(actor))
    },
  )

  app.post(
    '/sign-in',
    {
      config: GUARDED,
      schema: {
        tags: ['accounts'],
        summary: 'Sign in; the answer sets the session cookie',
        body: SignIn,
        response: { 200: Me },
      },
    },
    async ({ body, headers }, reply) => {
      const { actor, cookies } = await accounts.signIn(body.email, body.password, headers)
      return reply.header('set-cookie', cookies).send(me(actor))
    },
  )

  app.post(
    '/sign-out',
    {
      schema: {
        tags: ['accounts'],
        summary: 'End the session',
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const cookies = await accounts.signOut(request.headers)
      return reply.code(204).header('set-cookie', cookies).send(null)
    },
  )
}

export const accountRoutes: ApiPlugin = async (app) => {
  app.get(
    '/me',
    { schema: { tags: ['accounts'], summary: 'Who I am', response: { 200: Me } } },
    async (request) => me(request.actor),
  )
}

function me({ type, id, name, email }: Actor): Me {
  return { type: type === 'user' ? 'user' : 'token', id, name, email }
}
