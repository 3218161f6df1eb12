import { z } from 'zod'
import type { ApiPlugin } from '../http/api.ts'
import { Enrolment, RecoveryCodes, SecondStep, WithPassword } from './account-schemas.ts'
import { callerOf } from './caller.ts'
import { BY_PASSWORD } from './refuse-passwords.ts'
import {
  confirmSecondFactor,
  disableSecondFactor,
  enrolSecondFactor,
  replaceRecoveryCodes,
} from './second-factor.ts'
import { BEFORE_ENROLMENT } from './session-of-request.ts'

const PATH = '/account/second-factor'

/** One's own authenticator app. */
export const secondFactorRoutes: ApiPlugin = async (app, { accounts, rateLimiter }) => {
  app.post(
    PATH,
    {
      config: { ...BEFORE_ENROLMENT, ...BY_PASSWORD },
      schema: {
        tags: ['accounts'],
        summary: 'Begin to set up an authenticator app; it counts once a code confirmed it',
        body: WithPassword,
        response: { 200: Enrolment },
      },
    },
    async (request, reply) => {
      const { actor, body, ip } = request
      const attempt = rateLimiter.signIn.begin(actor.email ?? undefined, ip)
      const enrolment = await enrolSecondFactor(accounts, callerOf(request), actor, body.password)
      attempt.succeeded()
      return reply.header('cache-control', 'no-store').send(enrolment)
    },
  )

  app.post(
    `${PATH}/confirmation`,
    {
      config: { ...BEFORE_ENROLMENT, ...BY_PASSWORD },
      schema: {
        tags: ['accounts'],
        summary: 'Confirm the app with a code; the only answer with these recovery codes',
        body: SecondStep,
        response: { 200: RecoveryCodes },
      },
    },
    async (request, reply) => {
      const { actor, body, ip } = request
      const attempt = rateLimiter.signIn.begin(undefined, ip)
      const { recoveryCodes, cookies } = await confirmSecondFactor(
        accounts,
        callerOf(request),
        actor,
        body.code,
      )
      attempt.succeeded()
      return reply
        .header('set-cookie', cookies)
        .header('cache-control', 'no-store')
        .send({ recoveryCodes })
    },
  )

  app.post(
    `${PATH}/recovery-codes`,
    {
      config: BY_PASSWORD,
      schema: {
        tags: ['accounts'],
        summary: 'New recovery codes in place of the old ones; the only answer with them',
        body: WithPassword,
        response: { 200: RecoveryCodes },
      },
    },
    async (request, reply) => {
      const { actor, body, ip } = request
      const attempt = rateLimiter.signIn.begin(actor.email ?? undefined, ip)
      const codes = await replaceRecoveryCodes(accounts, callerOf(request), actor, body.password)
      attempt.succeeded()
      return reply.header('cache-control', 'no-store').send(codes)
    },
  )

  app.post(
    `${PATH}/removal`,
    {
      config: BY_PASSWORD,
      schema: {
        tags: ['accounts'],
        summary: 'Sign in with the password alone from now on',
        body: WithPassword,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const { actor, body, ip } = request
      const attempt = rateLimiter.signIn.begin(actor.email ?? undefined, ip)
      const caller = callerOf(request)
      const { cookies } = await disableSecondFactor(accounts, caller, actor, body.password)
      attempt.succeeded()
      return reply.code(204).header('set-cookie', cookies).send(null)
    },
  )
}
