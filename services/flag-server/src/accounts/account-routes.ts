import { z } from 'zod'
import type { ApiPlugin } from '../http/api.ts'
import { Text } from '../http/fields.ts'
import { AccountPatch, AccountView, Me, PasswordChange } from './account-schemas.ts'
import { changeName, changePassword } from './change-account.ts'
import { meView } from './me.ts'
import { BY_PASSWORD } from './refuse-passwords.ts'
import { BEFORE_ENROLMENT, sessionIdOf } from './session-of-request.ts'
import { SessionList } from './session-schemas.ts'
import { endOtherSessions, endSession, listSessions } from './sessions.ts'
import { viewAccount } from './view-account.ts'

/** One's own account. */
export const accountRoutes: ApiPlugin = async (app, { db, accounts, rateLimiter }) => {
  app.get(
    '/me',
    {
      config: BEFORE_ENROLMENT,
      schema: { tags: ['accounts'], summary: 'Who I am', response: { 200: Me } },
    },
    async ({ access, session }) =>
      meView(access.actor, access.administrator, session?.mustEnrol ?? false),
  )

  app.get(
    '/account',
    {
      config: BEFORE_ENROLMENT,
      schema: { tags: ['accounts'], summary: 'My account', response: { 200: AccountView } },
    },
    ({ actor }) => viewAccount(accounts, actor),
  )

  app.patch(
    '/account',
    {
      schema: {
        tags: ['accounts'],
        summary: 'Change my name',
        body: AccountPatch,
        response: { 200: AccountView },
      },
    },
    async ({ actor, body }) => viewAccount(accounts, await changeName(db, actor, body.name)),
  )

  app.post(
    '/account/password',
    {
      config: { ...BEFORE_ENROLMENT, ...BY_PASSWORD },
      schema: {
        tags: ['accounts'],
        summary: 'Change my password; ends all my other sessions',
        body: PasswordChange,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const { actor, body, ip } = request
      const attempt = rateLimiter.signIn.begin(actor.email ?? undefined, ip)
      await changePassword(accounts, actor, sessionIdOf(request), body)
      attempt.succeeded()
      return reply.code(204).send(null)
    },
  )

  app.get(
    '/account/sessions',
    {
      schema: {
        tags: ['accounts'],
        summary: 'Where I am signed in, last seen first',
        response: { 200: SessionList },
      },
    },
    async ({ actor, session }) => ({ sessions: await listSessions(db, actor.id, session?.id) }),
  )

  app.delete(
    '/account/sessions/:id',
    {
      schema: {
        tags: ['accounts'],
        summary: 'End one of my sessions, at once',
        params: z.object({ id: Text.max(100) }),
        response: { 204: z.null() },
      },
    },
    async ({ actor, params }, reply) => {
      await endSession(db, actor, params.id)
      return reply.code(204).send(null)
    },
  )

  app.delete(
    '/account/sessions',
    {
      schema: {
        tags: ['accounts'],
        summary: 'End all my sessions but this one',
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await endOtherSessions(db, request.actor, sessionIdOf(request))
      return reply.code(204).send(null)
    },
  )
}
