import type {
  FastifyBaseLogger,
  FastifyInstance,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import type { Access } from '../access/access.ts'
import type { Session } from '../accounts/find-session.ts'
import type { Services } from '../services.ts'
import type { Actor } from './actor.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks. Set before the handler of any route that is not public. */
    actor: Actor
    /** What they may do. */
    access: Access
    /** Of a person who asks with a cookie; tokens have none. */
    session: Session | undefined
    /** Rejects when they may not be here any longer: sockets stay open while permissions change. */
    askAgain: () => Promise<void>
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
