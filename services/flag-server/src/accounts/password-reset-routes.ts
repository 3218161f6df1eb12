import { z } from 'zod'
import type { ApiPlugin } from '../http/api.ts'
import { AskForReset, NewPasswordByLink } from './account-schemas.ts'
import { mailPasswordReset, resetPassword } from './password-reset.ts'
import { BY_PASSWORD } from './refuse-passwords.ts'

/** For who has forgotten theirs. */
export const passwordResetRoutes: ApiPlugin = async (app, services) => {
  const { db, accounts, mailer, publicUrl, rateLimiter } = services

  app.post(
    '/password-resets',
    {
      config: BY_PASSWORD,
      schema: {
        tags: ['accounts'],
        summary: 'Mail a link that sets a new password; the answer is the same for every address',
        body: AskForReset,
        response: { 202: z.null() },
      },
    },
    async ({ body, ip, log }, reply) => {
      rateLimiter.signIn.begin(body.email, ip)
      mailPasswordReset(db, body.email, { mailer, publicUrl, log })
      return reply.code(202).send(null)
    },
  )

  app.post(
    '/password-resets/redemption',
    {
      config: BY_PASSWORD,
      schema: {
        tags: ['accounts'],
        summary: 'Set a new password with the token of a link; ends all sessions',
        body: NewPasswordByLink,
        response: { 204: z.null() },
      },
    },
    async ({ body, ip }, reply) => {
      const attempt = rateLimiter.signIn.begin(undefined, ip)
      await resetPassword(accounts, body)
      attempt.succeeded()
      return reply.code(204).send(null)
    },
  )
}
