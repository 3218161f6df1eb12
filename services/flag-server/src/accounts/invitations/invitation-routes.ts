import { z } from 'zod'
import type { ApiPlugin } from '../../http/api.ts'
import { Me } from '../account-schemas.ts'
import { callerOf } from '../caller.ts'
import { meOf } from '../me.ts'
import { BY_PASSWORD } from '../refuse-passwords.ts'
import { acceptInvitation, lookUpInvitation } from './accept-invitation.ts'
import {
  Acceptance,
  InvitationForYou,
  InvitationList,
  InvitationMade,
  InvitationQuery,
  InvitationToken,
  NewInvitation,
} from './invitation-schemas.ts'
import { invite, resendInvitation, revokeInvitation } from './invite.ts'
import { listInvitations } from './list-invitations.ts'

const OneInvitation = z.object({ id: z.uuid() })

export const invitationRoutes: ApiPlugin = async (app, services) => {
  const { db, accounts, mailer, publicUrl, rateLimiter } = services
  const mails = () => ({ mailer, publicUrl: publicUrl() })

  app.get(
    '/invitations',
    {
      schema: {
        tags: ['people'],
        summary: 'Who was invited, and what became of it; newest first',
        querystring: InvitationQuery,
        response: { 200: InvitationList },
      },
    },
    ({ access, query }) => listInvitations(db, access, query),
  )

  app.post(
    '/invitations',
    {
      schema: {
        tags: ['people'],
        summary: 'Invite somebody; this answer is the only one with the link',
        body: NewInvitation,
        response: { 201: InvitationMade },
      },
    },
    async ({ access, body }, reply) => {
      const made = await invite(db, access, body, mails())
      return reply.code(201).header('cache-control', 'no-store').send(made)
    },
  )

  app.post(
    '/invitations/:id/renewal',
    {
      schema: {
        tags: ['people'],
        summary: 'A new link in place of the old one, for seven more days',
        params: OneInvitation,
        response: { 200: InvitationMade },
      },
    },
    async ({ access, params }, reply) => {
      const made = await resendInvitation(db, access, params.id, mails())
      return reply.header('cache-control', 'no-store').send(made)
    },
  )

  app.delete(
    '/invitations/:id',
    {
      schema: {
        tags: ['people'],
        summary: 'Take an invitation back',
        params: OneInvitation,
        response: { 204: z.null() },
      },
    },
    async ({ access, params }, reply) => {
      await revokeInvitation(db, access, params.id)
      return reply.code(204).send(null)
    },
  )

  app.post(
    '/invitations/lookup',
    {
      schema: {
        tags: ['accounts'],
        summary: 'Whom the link of an invitation is for',
        body: InvitationToken,
        response: { 200: InvitationForYou },
      },
    },
    async ({ body, ip }) => {
      const attempt = rateLimiter.signIn.begin(undefined, ip)
      const found = await lookUpInvitation(db, body.token)
      attempt.succeeded()
      return found
    },
  )

  app.post(
    '/invitations/acceptance',
    {
      config: BY_PASSWORD,
      schema: {
        tags: ['accounts'],
        summary: 'Make the account of an invitation, and sign in to it',
        body: Acceptance,
        response: { 201: Me },
      },
    },
    async (request, reply) => {
      const attempt = rateLimiter.signIn.begin(undefined, request.ip)
      const { actor, cookies } = await acceptInvitation(accounts, request.body, callerOf(request))
      attempt.succeeded()
      return reply
        .code(201)
        .header('set-cookie', [...cookies])
        .send(await meOf(db, actor))
    },
  )
}
