import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { FastifyInstance } from 'fastify'
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod'
import { usualProblems } from './usual-problems.ts'

const DESCRIPTION = `
Everything the admin UI does. Sign in with a session cookie, or send \`Authorization: Bearer\` with
a personal or service token, or with the server's \`BUNTING_ADMIN_TOKEN\`. Errors are \`application/problem+json\`
(RFC 9457) with a \`code\` for programs and, for bad input, the path of each field.
`.trim()

/** Swagger UI wants one style that it sets itself, for an arrow: that is not worth a hole. */
const DOCS_POLICY =
  "default-src 'none';script-src 'self';style-src 'self';img-src 'self' data:;connect-src 'self';base-uri 'none';form-action 'none';frame-ancestors 'none'"

/** OpenAPI 3.1 at `/api/openapi.json`, and the same to read at `/api/docs`. */
export async function describeApi(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Bunting', description: DESCRIPTION, version: 'v1' },
      components: {
        securitySchemes: {
          token: { type: 'http', scheme: 'bearer' },
          session: { type: 'apiKey', in: 'cookie', name: 'bunting.session_token' },
        },
      },
      security: [{ token: [] }, { session: [] }],
    },
    transform: withUsualProblems,
    transformObject: jsonSchemaTransformObject,
  })
  await app.register(swaggerUi, {
    routePrefix: '/api/docs',
    staticCSP: true,
    transformStaticCSP: () => DOCS_POLICY,
    uiConfig: { deepLinking: true, tryItOutEnabled: true },
  })
  app.get('/api/openapi.json', { schema: { hide: true } }, async () => app.swagger())
}

const withUsualProblems: typeof jsonSchemaTransform = ({ schema, route, ...rest }) =>
  jsonSchemaTransform({
    ...rest,
    route,
    schema: {
      ...schema,
      ...(route.config?.rule === 'public' && { security: [] }),
      response: { ...usualProblems(route), ...(schema.response as object | undefined) },
    },
  })
