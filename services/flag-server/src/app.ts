import { existsSync } from 'node:fs'
import cors from '@fastify/cors'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify'
import { serializerCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod'
import { accountRoutes, publicAccountRoutes } from './accounts/account-routes.ts'
import { auditRoutes } from './audit/audit-routes.ts'
import { comparisonRoutes } from './comparison/comparison-routes.ts'
import { connectionRoutes } from './connections/connection-routes.ts'
import { deliveryRoutes } from './delivery/delivery-routes.ts'
import { evaluationRoutes } from './evaluation/evaluation-routes.ts'
import { flagRoutes } from './flags/flag-routes.ts'
import { historyRoutes } from './history/history-routes.ts'
import { createAuthenticate } from './http/authenticate.ts'
import { endConnectionsOnClose } from './http/end-connections-on-close.ts'
import { answerErrors, answerNotFound } from './http/error-handler.ts'
import { healthRoutes } from './http/health-routes.ts'
import { keepBelowFileLimit } from './http/keep-below-file-limit.ts'
import { describeApi } from './http/open-api.ts'
import { SECURITY_HEADERS } from './http/security-headers.ts'
import { serveAdminUi } from './http/serve-admin-ui.ts'
import { validatorCompiler } from './http/validate.ts'
import { liveRoutes } from './live/live-routes.ts'
import { evaluationCountRoutes } from './metrics/evaluation-count-routes.ts'
import { eventRoutes } from './metrics/event-routes.ts'
import { ADMIN_UI } from './paths.ts'
import { previewRoutes } from './previews/preview-routes.ts'
import { projectRoutes } from './projects/project-routes.ts'
import { releaseRoutes } from './releases/release-routes.ts'
import { templateRoutes } from './releases/template-routes.ts'
import { sdkKeyRoutes } from './sdk-keys/sdk-key-routes.ts'
import { segmentRoutes } from './segments/segment-routes.ts'
import type { Services } from './services.ts'
import { LIMITS, type Limits } from './stream/limits.ts'
import { rulesetRoutes } from './stream/ruleset-routes.ts'
import { SDK_CORS } from './stream/sdk-cors.ts'
import { streamRoutes } from './stream/stream-routes.ts'
import { webSockets } from './stream/web-sockets.ts'
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
    trustProxy: services.config.trustProxy,
    bodyLimit: 1024 * 1024,
    // Names of flags, each of their characters up to nine in a URL.
    routerOptions: { maxParamLength: 9 * 256 },
    forceCloseConnections: 'idle',
    requestTimeout: REQUEST_MS,
    // Who connects and does not even ask is given as long as who does not say hello.
    http: { headersTimeout: limits.helloMs, connectionsCheckingInterval: limits.helloMs / 2 },
  }).withTypeProvider<ZodTypeProvider>()

  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  answerErrors(app)
  takeEmptyBodies(app)
  endConnectionsOnClose(app)
  keepBelowFileLimit(app)

  await app.register(rateLimit, { global: false })
  await webSockets(app, services.streams, limits)
  await app.register((scope) => streamRoutes(scope, services, limits))
  await app.register(
    async (sdk) => {
      await sdk.register(cors, SDK_CORS)
      await rulesetRoutes(sdk, services)
      await eventRoutes(sdk.withTypeProvider(), services)
    },
    { prefix: '/sdk/v1' },
  )
  // SDKs come ten thousand at once: what only browsers care about is in a scope beside theirs.
  await app.register(async (site) => {
    await site.register(helmet, SECURITY_HEADERS)
    await describeApi(site)

    await site.register((scope) => healthRoutes(scope, services))
    await site.register(
      async (scope) => {
        const api = scope.withTypeProvider<ZodTypeProvider>()
        await api.register((open) => publicAccountRoutes(open.withTypeProvider(), services))
        await api.register(async (guarded) => {
          const routes = guarded.withTypeProvider<ZodTypeProvider>()
          routes.addHook(
            'onRequest',
            createAuthenticate(services.accounts, services.config.adminToken),
          )
          await accountRoutes(routes, services)
          await projectRoutes(routes, services)
          await flagRoutes(routes, services)
          await previewRoutes(routes, services)
          await segmentRoutes(routes, services)
          await releaseRoutes(routes, services)
          await templateRoutes(routes, services)
          await webhookRoutes(routes, services)
          await evaluationRoutes(routes, services)
          await evaluationCountRoutes(routes, services)
          await sdkKeyRoutes(routes, services)
          await deliveryRoutes(routes, services)
          await connectionRoutes(routes, services)
          await auditRoutes(routes, services)
          await historyRoutes(routes, services)
          await comparisonRoutes(routes, services)
          await liveRoutes(routes, services)
        })
      },
      { prefix: '/api/v1' },
    )
    if (existsSync(ADMIN_UI)) await serveAdminUi(site, ADMIN_UI)
    else site.setNotFoundHandler(answerNotFound)
  })
  return app
}

/** `content-type: application/json` without a body says nothing, and that is no error by itself. */
function takeEmptyBodies(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error')
  app.addContentTypeParser<string>(
    'application/json',
    { parseAs: 'string' },
    (request, body, done) => (body === '' ? done(null, undefined) : parse(request, body, done)),
  )
}
