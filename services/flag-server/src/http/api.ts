import type {
  FastifyBaseLogger,
  FastifyInstance,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import type { Services } from '../services.ts'
import type { Actor } from './actor.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks. Set before any route under `/api/v1` that is not public. */
    actor: Actor
  }
}

export type Api = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  ZodTypeProvider
>

/** One noun's routes: a function of the app and what the verbs need. */
export type ApiPlugin = (app: Api, services: Services) => Promise<void>
