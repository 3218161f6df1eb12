import type { FastifyInstance } from 'fastify'
import type { Database } from '../database/connect.ts'
import { AppError } from '../http/app-error.ts'
import { readAccountPolicy } from './account-policy.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Takes a password or its second factor, or makes one: closed where single sign-on is the only way in. */
    byPassword?: boolean
  }
}

export const BY_PASSWORD = { byPassword: true } as const

/**
 * Before anybody has looked at who asks: the answer and the time it takes are the same for every
 * address, password and link. What gets past it in the moment of the change opens no session:
 * `findSession` asks the policy too.
 */
export function refusePasswords(app: FastifyInstance, db: Database): void {
  app.addHook('preHandler', async ({ routeOptions }) => {
    if (!routeOptions.config.byPassword) return
    if (!(await readAccountPolicy(db)).ssoRequired) return
    throw new AppError(
      'sso_required',
      'no passwords are taken here: sign in through single sign-on, by the button of the sign-in page',
    )
  })
}
