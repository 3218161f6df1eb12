import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from 'fastify'
import { AppError } from '../http/app-error.ts'
import type { Authenticate, Identified } from '../http/authenticate.ts'
import { limitBadTokens } from '../http/rate-limits/limit-requests.ts'
import type { Services } from '../services.ts'
import type { Access } from './access.ts'
import { refuseUnless } from './refuse-unless.ts'
import { LOOKS_ITSELF, type RouteRule } from './route-rule.ts'
import { ruleOfRoute } from './rule-of-route.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Its row of `route-permissions.ts`. */
    rule?: RouteRule
  }
}

/**
 * Puts a guard before every route that is registered from now on: no handler runs for somebody whom
 * the route's row does not let. Throws at start for a route without a row.
 */
export function guardRoutes(
  app: FastifyInstance,
  services: Services,
  authenticate: Authenticate,
): void {
  app.addHook('onRoute', (route) => {
    const rule = ruleOf(route)
    // A HEAD route is made of its GET, guard and all.
    if (route.config?.rule !== undefined) return
    route.config = { ...route.config, rule }
    if (looksItself(rule)) return
    const guard = async (request: FastifyRequest): Promise<Identified> => {
      const identified = await authenticate(request)
      await refuseCall(services, rule, identified.access, request)
      return identified
    }
    route.onRequest = [...[route.onRequest ?? []].flat(), letIn(guard, services)]
    if (typeof rule !== 'string') {
      route.preHandler = [mayDoThat(rule, services), ...[route.preHandler ?? []].flat()]
    }
  })
}

type GuardedRule = Exclude<RouteRule, (typeof LOOKS_ITSELF)[number]>

function looksItself(rule: RouteRule): rule is (typeof LOOKS_ITSELF)[number] {
  return LOOKS_ITSELF.some((one) => one === rule)
}

function ruleOf({ method, url }: RouteOptions): RouteRule {
  const rules = new Set([method].flat().map((one) => ruleOfRoute(one, url)))
  const [rule] = rules
  if (rule !== undefined && rules.size === 1) return rule
  throw new Error(
    `nobody says who may call ${method} ${url}: add a row to access/route-permissions.ts`,
  )
}

function letIn(
  guard: (request: FastifyRequest) => Promise<Identified>,
  { rateLimiter }: Pick<Services, 'rateLimiter'>,
) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const { access, session } = await limitBadTokens(rateLimiter, request, guard(request))
    request.access = access
    request.actor = access.actor
    request.session = session
    // A session that was renewed.
    if (session && session.cookies.length > 0) reply.header('set-cookie', [...session.cookies])
    // By the guard alone: a limit would hide from an open socket that its token was revoked.
    request.askAgain = async () => {
      await guard(request)
    }
  }
}

/** Before the body is read: what the path alone decides. */
async function refuseCall(
  { db }: Services,
  rule: GuardedRule,
  access: Access,
  { params }: FastifyRequest,
): Promise<void> {
  if (rule === 'signed-in') return
  if (rule === 'person') {
    if (access.actor.type === 'user') return
    throw new AppError('permission_denied', 'this is for people who signed in: a token may not')
  }
  const permission = typeof rule === 'string' ? rule : rule.first
  const { project, environment } = params as { project?: string; environment?: string }
  await refuseUnless(db, access, permission, {
    ...(project !== undefined && { project }),
    ...(environment !== undefined && { environment }),
  })
}

function mayDoThat(rule: Extract<RouteRule, object>, services: Services) {
  return async (request: FastifyRequest): Promise<void> => {
    const { project } = request.params as { project?: string }
    for (const { permission, environment } of await rule.besides(request, services)) {
      await refuseUnless(services.db, request.access, permission, {
        ...(project !== undefined && { project }),
        ...(environment !== undefined && { environment }),
      })
    }
  }
}
