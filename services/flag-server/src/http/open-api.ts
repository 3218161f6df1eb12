import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { FastifyInstance } from 'fastify'
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod'
import type { RouteRule } from '../access/route-rule.ts'
import { usualProblems } from './usual-problems.ts'

const DESCRIPTION = `
Everything the admin UI does, below \`/api/v1\`, what SDKs ask for, below \`/sdk/v1\`, and OpenFeature's remote evaluation, below \`/ofrep/v1\`. Of the admin API: sign in with a session cookie, or send \`Authorization: Bearer\` with
a personal or service token, or with the server's \`BUNTING_ADMIN_TOKEN\`. Errors are \`application/problem+json\`
(RFC 9457) with a \`code\` for programs and, for bad input, the path of each field.

SDKs show an SDK key as bearer, which opens nothing else. What they and the server say to each other, word for word, is in \`docs/protocol.md\`.
`.trim()

/** Swagger UI wants one style that it sets itself, for an arrow: that is not worth a hole. */
const DOCS_POLICY =
  "default-src 'none';script-src 'self';style-src 'self';img-src 'self' data:;connect-src 'self';base-uri 'none';form-action 'none';frame-ancestors 'none'"

/** Takes note of every route that is registered from now on. */
export async function noteRoutes(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Bunting', description: DESCRIPTION, version: 'v1' },
      components: {
        securitySchemes: {
          token: { type: 'http', scheme: 'bearer' },
          session: { type: 'apiKey', in: 'cookie', name: 'bunting.session_token' },
          metricsToken: {
            type: 'http',
            scheme: 'bearer',
            description: '`METRICS_TOKEN` of the server',
          },
          sdkKeyHeader: { type: 'apiKey', in: 'header', name: 'X-API-Key' },
          sdkKey: { type: 'http', scheme: 'bearer', description: 'a server or client key' },
        },
      },
      security: [{ token: [] }, { session: [] }],
    },
    transform: withUsualProblems,
    transformObject: jsonSchemaTransformObject,
  })
}

/** OpenAPI 3.1 at `/api/openapi.json`, and the same to read at `/api/docs`. */
export async function describeApi(app: FastifyInstance): Promise<void> {
  await app.register(swaggerUi, {
    routePrefix: '/api/docs',
    staticCSP: true,
    transformStaticCSP: () => DOCS_POLICY,
    uiConfig: { deepLinking: true, tryItOutEnabled: true },
  })
  app.get('/api/openapi.json', { schema: { hide: true } }, async () => app.swagger())
}

const withUsualProblems: typeof jsonSchemaTransform = ({ schema, route, ...rest }) => {
  const response: Readonly<Record<string, object>> = {
    ...usualProblems(route),
    ...(schema.response as object | undefined),
  }
  const described = jsonSchemaTransform({
    ...rest,
    route,
    schema: { ...securityOf(route.config?.rule), ...schema, response },
  })
  // It forgets what headers an answer has. Of a route that is hidden there is none.
  const answers: Record<string, object> = { ...(described.schema.response as object | undefined) }
  for (const [status, answer] of Object.entries(answers)) {
    const { headers } = response[status] as { headers?: object }
    if (headers) Object.assign(answer, { headers })
  }
  return described
}

/** Unless the route says otherwise; undefined: as everywhere. */
function securityOf(rule: RouteRule | undefined) {
  if (rule === 'public') return { security: [] }
  if (rule === 'sdk-key') return { security: [{ sdkKey: [] }] }
  if (rule === 'metrics-token') return { security: [{ metricsToken: [] }] }
  return undefined
}
