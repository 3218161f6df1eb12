import { z } from 'zod'
import type { ApiPlugin } from '../http/api.ts'
import { AppError } from '../http/app-error.ts'
import { readAccountPolicy } from './account-policy.ts'
import { Me, SecondStep, Setup, SetupState, SignIn, SignInOptions } from './account-schemas.ts'
import { callerOf } from './caller.ts'
import { meOf } from './me.ts'
import { BY_PASSWORD } from './refuse-passwords.ts'
import { setUp, setupNeeded } from './setup.ts'
import { signIn } from './sign-in.ts'
import { signInWithSecondFactor } from './sign-in-second-factor.ts'
import { signOut } from './sign-out.ts'
import { readSso } from './sso/sso-config.ts'

/** What one calls before being signed in. */
export const signInRoutes: ApiPlugin = async (app, services) => {
  const { db, accounts, config, mailer, rateLimiter } = services

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
      schema: {
        tags: ['accounts'],
        summary: 'Make the first administrator, with the token of the one-time link',
        body: Setup,
        response: { 201: Me },
      },
    },
    async (request, reply) => {
      const attempt = rateLimiter.signIn.begin(undefined, request.ip)
      const { actor, cookies } = await setUp(accounts, request.body, callerOf(request))
      attempt.succeeded()
      return reply
        .code(201)
        .header('set-cookie', [...cookies])
        .send(await meOf(db, actor))
    },
  )

  app.get(
    '/sign-in',
    {
      schema: {
        tags: ['accounts'],
        summary: 'The ways in',
        response: { 200: SignInOptions },
      },
    },
    async () => {
      const sso = await readSso(db, config.sso, accounts.secret)
      const { ssoRequired } = await readAccountPolicy(db)
      return { sso: sso?.name ?? null, password: !ssoRequired, passwordByMail: mailer.configured }
    },
  )

  app.post(
    '/sign-in',
    {
      config: BY_PASSWORD,
      schema: {
        tags: ['accounts'],
        summary:
          'Sign in; the answer sets the session cookie, or is `second_factor_required` and sets the cookie of the second step',
        body: SignIn,
        response: { 200: Me },
      },
    },
    async (request, reply) => {
      const { body, ip } = request
      const attempt = rateLimiter.signIn.begin(body.email, ip)
      const answer = await signIn(accounts, body, callerOf(request))
      reply.header('set-cookie', [...answer.cookies])
      if (answer.state === 'second-factor-needed') {
        throw new AppError('second_factor_required', 'enter the code of your authenticator app')
      }
      attempt.succeeded()
      return meOf(db, answer.actor)
    },
  )

  app.post(
    '/sign-in/second-factor',
    {
      config: BY_PASSWORD,
      schema: {
        tags: ['accounts'],
        summary: 'The second step: a code of the authenticator app, or a recovery code',
        body: SecondStep,
        response: { 200: Me },
      },
    },
    async (request, reply) => {
      const attempt = rateLimiter.signIn.begin(undefined, request.ip)
      const { code } = request.body
      const { actor, cookies } = await signInWithSecondFactor(accounts, code, callerOf(request))
      attempt.succeeded(actor.email ?? undefined)
      reply.header('set-cookie', [...cookies])
      return meOf(db, actor)
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
      const cookie = await signOut(accounts, request.headers.cookie)
      return reply.code(204).header('set-cookie', cookie).send(null)
    },
  )
}
