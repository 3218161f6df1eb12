import { existsSync } from 'node:fs'
import { join } from 'node:path'
import cors from '@fastify/cors'
import helmet from '@fastify/helmet'
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { guardRoutes } from './access/guard-routes.ts'
import { memberRoutes } from './access/member-routes.ts'
import { roleRoutes } from './access/role-routes.ts'
import { personalTokenRoutes, serviceTokenRoutes } from './access/token-routes.ts'
import { accountRoutes } from './accounts/account-routes.ts'
import { invitationRoutes } from './accounts/invitations/invitation-routes.ts'
import { passwordResetRoutes } from './accounts/password-reset-routes.ts'
import { peopleRoutes } from './accounts/people/people-routes.ts'
import { refusePasswords } from './accounts/refuse-passwords.ts'
import { secondFactorRoutes } from './accounts/second-factor-routes.ts'
import { signInRoutes } from './accounts/sign-in-routes.ts'
import { ssoRoutes } from './accounts/sso/sso-routes.ts'
import { auditRoutes } from './audit/audit-routes.ts'
import { installationAuditRoutes } from './audit/installation-audit-routes.ts'
import { changeRequestRoutes } from './change-requests/change-request-routes.ts'
import { comparisonRoutes } from './comparison/comparison-routes.ts'
import { connectionRoutes } from './connections/connection-routes.ts'
import { deliveryRoutes } from './delivery/delivery-routes.ts'
import { environmentRoutes } from './environments/environment-routes.ts'
import { evaluationRoutes } from './evaluation/evaluation-routes.ts'
import { flagRoutes } from './flags/flag-routes.ts'
import { historyRoutes } from './history/history-routes.ts'
import { createAuthenticate } from './http/authenticate.ts'
import { endConnectionsOnClose } from './http/end-connections-on-close.ts'
import { answerErrors, answerNotFound, answerUnroutable } from './http/error-handler.ts'
import { finishRequestsOnClose } from './http/finish-requests-on-close.ts'
import { healthRoutes } from './http/health-routes.ts'
import { keepBelowFileLimit } from './http/keep-below-file-limit.ts'
import { describeApi, noteRoutes } from './http/open-api.ts'
import { limitSdks, limitStrangers, unhurried } from './http/rate-limits/limit-requests.ts'
import { refuseForeignPages } from './http/refuse-foreign-pages.ts'
import { neverStored, PERMISSIONS_POLICY, securityHeaders } from './http/security-headers.ts'
import { serializeAnswers } from './http/serialize-answers.ts'
import { serveAdminUi } from './http/serve-admin-ui.ts'
import { validatorCompiler } from './http/validate.ts'
import { liveRoutes } from './live/live-routes.ts'
import { measureRequests } from './metrics/measure-requests.ts'
import { metricsRoutes } from './metrics/metrics-routes.ts'
import { ofrepRoutes } from './ofrep/ofrep-routes.ts'
import { ADMIN_UI } from './paths.ts'
import { previewRoutes } from './previews/preview-routes.ts'
import { projectRoutes } from './projects/project-routes.ts'
import { releaseRoutes } from './releases/release-routes.ts'
import { templateRoutes } from './releases/template-routes.ts'
import { sdkKeyRoutes } from './sdk-keys/sdk-key-routes.ts'
import { segmentRoutes } from './segments/segment-routes.ts'
import type { Services } from './services.ts'
import { inShortTurns } from './stream/in-short-turns.ts'
import { LIMITS, type Limits } from './stream/limits.ts'
import { rulesetRoutes } from './stream/ruleset-routes.ts'
import { OFREP_CORS, SDK_CORS } from './stream/sdk-cors.ts'
import { streamRoutes } from './stream/stream-routes.ts'
import { webSockets } from './stream/web-sockets.ts'
import { proxiesOf } from './trust-proxy.ts'
import { evaluationCountRoutes } from './usage/evaluation-count-routes.ts'
import { eventRoutes } from './usage/event-routes.ts'
import { webhookRoutes } from './webhooks/webhook-routes.ts'

/** The largest body, 64 MB, on a slow line. */
const REQUEST_MS = 120_000

export interface AppOptions {
  readonly services: Services
  readonly logger: FastifyBaseLogger
  readonly limits?: Partial<Limits>
}

/** The whole HTTP side of the server. Does not listen yet. */
export async function buildApp(options: AppOptions): Promise<FastifyInstance> {
  const { services, logger } = options
  const limits = { ...LIMITS, ...options.limits }
  const app = Fastify({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: proxiesOf(services.config.trustProxy),
    frameworkErrors: answerUnroutable,
    bodyLimit: 1024 * 1024,
    // Names of flags, each of their characters up to nine in a URL.
    routerOptions: { maxParamLength: 9 * 256 },
    forceCloseConnections: 'idle',
    requestTimeout: REQUEST_MS,
    // Who connects and does not even ask is given as long as who does not say hello.
    http: { headersTimeout: limits.helloMs, connectionsCheckingInterval: limits.helloMs / 2 },
  }).withTypeProvider<ZodTypeProvider>()

  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializeAnswers)
  answerErrors(app)
  app.addHook('preClose', async () => services.leave())
  takeJsonAlone(app)
  endConnectionsOnClose(app)
  finishRequestsOnClose(app)
  keepBelowFileLimit(app)

  guardRoutes(
    app,
    services,
    unhurried(
      services.rateLimiter,
      createAuthenticate(services.db, services.accounts, services.config.adminToken),
    ),
  )

  measureRequests(app, services.metrics)
  await noteRoutes(app)
  const inTurn = inShortTurns(() => performance.now(), setImmediate)
  await webSockets(app, services.streams, limits, inTurn)
  await app.register((scope) => streamRoutes(scope, services, limits, inTurn))
  await app.register(
    async (sdk) => {
      await sdk.register(cors, SDK_CORS)
      limitSdks(sdk, services.rateLimiter)
      await rulesetRoutes(sdk, services)
      await eventRoutes(sdk.withTypeProvider(), services)
    },
    { prefix: '/sdk/v1' },
  )
  await app.register(
    async (ofrep) => {
      await ofrep.register(cors, OFREP_CORS)
      limitSdks(ofrep, services.rateLimiter)
      await ofrepRoutes(ofrep.withTypeProvider(), services)
    },
    { prefix: '/ofrep/v1' },
  )
  // SDKs come ten thousand at once: what only browsers care about is in a scope beside theirs.
  await app.register(async (site) => {
    await site.register(helmet, securityHeaders(services.config.publicUrl))
    site.addHook('onRequest', async ({ url }, reply) => {
      // A page has features to be denied; the API's JSON has none, and a screen asks for a dozen of them.
      if (!url.startsWith('/api/v1/')) reply.header('permissions-policy', PERMISSIONS_POLICY)
    })
    await describeApi(site)

    await site.register((scope) => healthRoutes(scope, services))
    await site.register((scope) => metricsRoutes(scope, services))
    await site.register(
      async (scope) => {
        const api = scope.withTypeProvider<ZodTypeProvider>()
        refuseForeignPages(api, services.config.publicUrl)
        neverStored(api)
        limitStrangers(api, services.rateLimiter)
        refusePasswords(api, services.db)
        await signInRoutes(api, services)
        await passwordResetRoutes(api, services)
        await accountRoutes(api, services)
        await secondFactorRoutes(api, services)
        await invitationRoutes(api, services)
        await peopleRoutes(api, services)
        await ssoRoutes(api, services)
        await roleRoutes(api, services)
        await memberRoutes(api, services)
        await personalTokenRoutes(api, services)
        await serviceTokenRoutes(api, services)
        await projectRoutes(api, services)
        await environmentRoutes(api, services)
        await changeRequestRoutes(api, services)
        await flagRoutes(api, services)
        await previewRoutes(api, services)
        await segmentRoutes(api, services)
        await releaseRoutes(api, services)
        await templateRoutes(api, services)
        await webhookRoutes(api, services)
        await evaluationRoutes(api, services)
        await evaluationCountRoutes(api, services)
        await sdkKeyRoutes(api, services)
        await deliveryRoutes(api, services)
        await connectionRoutes(api, services)
        await auditRoutes(api, services)
        await installationAuditRoutes(api, services)
        await historyRoutes(api, services)
        await comparisonRoutes(api, services)
        await liveRoutes(api, services)
      },
      { prefix: '/api/v1' },
    )
    if (existsSync(join(ADMIN_UI, 'index.html'))) await serveAdminUi(site, ADMIN_UI)
    else site.setNotFoundHandler(answerNotFound)
  })
  return app
}

/** `content-type: application/json` without a body says nothing, and that is no error by itself. */
function takeJsonAlone(app: FastifyInstance): void {
  // Forms of other sites can send text, and nothing here takes any.
  app.removeContentTypeParser('text/plain')
  const parse = app.getDefaultJsonParser('error', 'error')
  app.addContentTypeParser<string>(
    'application/json',
    { parseAs: 'string' },
    (request, body, done) => (body === '' ? done(null, undefined) : parse(request, body, done)),
  )
}
