import type { FastifyRequest } from 'fastify'
import { AppError } from '../http/app-error.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Open to who has yet to set up the second factor that everybody needs. */
    beforeEnrolment?: boolean
  }
}

export const BEFORE_ENROLMENT = { beforeEnrolment: true } as const

/** For routes that are for people: the session they ask with. */
export function sessionIdOf({ session }: Pick<FastifyRequest, 'session'>): string {
  if (session) return session.id
  throw new AppError('permission_denied', 'this is for people who signed in: a token may not')
}
