import { z } from 'zod'
import type { ApiPlugin } from '../../http/api.ts'
import { AppError } from '../../http/app-error.ts'
import { callerOf } from '../caller.ts'
import { changeSso, removeSso } from './change-sso.ts'
import { clearErrand, readErrand, writeErrand } from './errand-cookie.ts'
import { comeBack, createProviders, leaveFor } from './provider.ts'
import { signInThroughProvider } from './sign-in-through-provider.ts'
import { readSso } from './sso-config.ts'
import { SsoSettings, SsoStart, SsoView } from './sso-schemas.ts'
import { viewSso } from './view-sso.ts'

export const ssoRoutes: ApiPlugin = async (app, { accounts, config, publicUrl }) => {
  const providers = createProviders(Date.now)
  const redirectUri = () => `${publicUrl()}/api/v1/sso/callback`
  const services = () => ({ accounts, config, providers, redirectUri: redirectUri() })
  const secure = () => publicUrl().startsWith('https:')

  async function configured() {
    const sso = await readSso(accounts.db, config.sso, accounts.secret)
    if (sso) return sso
    throw new AppError('sso_not_configured', 'single sign-on is not set up on this server')
  }

  app.get(
    '/sso/start',
    {
      schema: {
        tags: ['accounts'],
        summary: 'Leave for the provider of single sign-on; for browsers',
        querystring: SsoStart,
        response: { 302: z.null() },
      },
    },
    async ({ query, log }, reply) => {
      const sso = await configured()
      try {
        const provider = await providers.find(sso)
        const { url, errand } = await leaveFor(provider, redirectUri(), safePath(query.next))
        const cookie = await writeErrand(errand, accounts.secret, secure(), Date.now())
        return reply.header('set-cookie', cookie).redirect(url.href, 302)
      } catch (error) {
        log.error({ err: error }, 'the provider of single sign-on cannot be reached')
        return reply.redirect(signInPage('unreachable'), 302)
      }
    },
  )

  app.get(
    '/sso/callback',
    {
      schema: {
        tags: ['accounts'],
        summary: 'Come back from the provider; its answer sets the session cookie',
        response: { 302: z.null() },
      },
    },
    async (request, reply) => {
      const sso = await configured()
      const errand = await readErrand(request.headers.cookie, accounts.secret, Date.now())
      reply.header('set-cookie', clearErrand(secure()))
      if (!errand) return reply.redirect(signInPage('expired'), 302)
      try {
        const at = new URL(request.url, publicUrl())
        const claims = await comeBack(await providers.find(sso), at, errand)
        const answer = await signInThroughProvider(accounts, sso, claims, callerOf(request))
        if (answer === 'another') {
          const { subject } = claims
          request.log.warn({ subject }, 'the account of this address is linked to another subject')
        }
        if (typeof answer === 'string') return reply.redirect(signInPage(answer), 302)
        return reply.header('set-cookie', [...answer.cookies]).redirect(errand.next, 302)
      } catch (error) {
        request.log.warn({ err: error }, 'a sign-in through the provider failed')
        return reply.redirect(signInPage('failed'), 302)
      }
    },
  )

  app.get(
    '/sso',
    {
      schema: {
        tags: ['accounts'],
        summary: 'How single sign-on is set up',
        response: { 200: SsoView },
      },
    },
    () => viewSso(services()),
  )

  app.put(
    '/sso',
    {
      schema: {
        tags: ['accounts'],
        summary: 'Set single sign-on up; the provider is asked first',
        body: SsoSettings,
        response: { 200: SsoView },
      },
    },
    ({ access, body }) => changeSso(services(), access, body),
  )

  app.delete(
    '/sso',
    {
      schema: {
        tags: ['accounts'],
        summary: 'No single sign-on any more; accounts stay',
        response: { 204: z.null() },
      },
    },
    async ({ actor }, reply) => {
      await removeSso(services(), actor)
      return reply.code(204).send(null)
    },
  )
}

function signInPage(why: string): string {
  return `/sign-in?sso=${why}`
}

/** A path of the admin UI, whatever the address says. */
function safePath(next: string | undefined): string {
  return next !== undefined && /^\/(?![/\\])[\x20-\x7e]*$/.test(next) ? next : '/'
}
