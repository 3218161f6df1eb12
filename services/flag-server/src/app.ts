import { existsSync } from 'node:fs'
import { PROTOCOL } from '@bunting/protocol'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import websocket from '@fastify/websocket'
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify'
import { serializerCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod'
import { accountRoutes, publicAccountRoutes } from './accounts/account-routes.ts'
import { auditRoutes } from './audit/audit-routes.ts'
import { deliveryRoutes } from './delivery/delivery-routes.ts'
import { evaluationRoutes } from './evaluation/evaluation-routes.ts'
import { flagRoutes } from './flags/flag-routes.ts'
import { createAuthenticate } from './http/authenticate.ts'
import { endConnectionsOnClose } from './http/end-connections-on-close.ts'
import { answerErrors, answerNotFound } from './http/error-handler.ts'
import { healthRoutes } from './http/health-routes.ts'
import { describeApi } from './http/open-api.ts'
import { serveAdminUi } from './http/serve-admin-ui.ts'
import { validatorCompiler } from './http/validate.ts'
import { liveRoutes } from './live/live-routes.ts'
import { ADMIN_UI } from './paths.ts'
import { projectRoutes } from './projects/project-routes.ts'
import { sdkKeyRoutes } from './sdk-keys/sdk-key-routes.ts'
import { segmentRoutes } from './segments/segment-routes.ts'
import type { Services } from './services.ts'
import { LIMITS, type Limits } from './stream/limits.ts'
import { streamRoutes } from './stream/stream-routes.ts'

/** On shutdown SDKs come back spread over this long, so that a deploy is no stampede. */
const GOODBYE_MS = 2_000

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
    forceCloseConnections: 'idle',
  }).withTypeProvider<ZodTypeProvider>()

  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  answerErrors(app)
  takeEmptyBodies(app)
  endConnectionsOnClose(app)

  await app.register(helmet, {
    // Nothing is loaded from elsewhere; Mantine sets styles on elements.
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        baseUri: ["'none'"],
        connectSrc: ["'self'"],
        frameAncestors: ["'none'"],
        formAction: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        objectSrc: ["'none'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
      },
    },
  })
  await app.register(rateLimit, { global: false })
  await app.register(websocket, {
    options: {
      maxPayload: limits.maxMessageBytes,
      // With it 10,000 connections take gigabytes; snapshots are small enough without.
      perMessageDeflate: false,
      // Who speaks none of ours is let in to be told so: a close code says more than a failed upgrade.
      handleProtocols: ([...offered]) =>
        offered.includes(PROTOCOL) ? PROTOCOL : (offered[0] ?? false),
    },
    // A peer that breaks the rules of WebSocket loses its socket, and nobody needs to get up for it.
    errorHandler(error, socket, request) {
      request.log.debug({ err: error }, 'a socket broke')
      socket.terminate()
    },
    async preClose() {
      for (const connection of services.streams) connection.goodbye(GOODBYE_MS)
      const server = app.websocketServer
      for (const socket of server.clients) socket.close(1012)
      const until = performance.now() + GOODBYE_MS
      while (server.clients.size > 0 && performance.now() < until) {
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
      for (const socket of server.clients) socket.terminate()
      await new Promise((resolve) => server.close(resolve))
    },
  })
  await describeApi(app)

  await app.register((scope) => healthRoutes(scope, services))
  await app.register((scope) => streamRoutes(scope, services, limits))
  await app.register(
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
        await segmentRoutes(routes, services)
        await evaluationRoutes(routes, services)
        await sdkKeyRoutes(routes, services)
        await deliveryRoutes(routes, services)
        await auditRoutes(routes, services)
        await liveRoutes(routes, services)
      })
    },
    { prefix: '/api/v1' },
  )
  if (existsSync(ADMIN_UI)) await serveAdminUi(app, ADMIN_UI)
  else app.setNotFoundHandler(answerNotFound)
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
