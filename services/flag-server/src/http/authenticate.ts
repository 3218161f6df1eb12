import type { FastifyRequest } from 'fastify'
import { type Access, accessOf } from '../access/access.ts'
import { readPersonAccess } from '../access/read-access.ts'
import { createTokenAccess } from '../access/token-access.ts'
import type { Accounts } from '../accounts/accounts.ts'
import type { Session } from '../accounts/find-session.ts'
import type { Database } from '../database/connect.ts'
import { SDK_KEY_PREFIX } from '../sdk-keys/sdk-key-rows.ts'
import { AppError } from './app-error.ts'
import { bearerOf } from './bearer.ts'
import { sameText } from './same-text.ts'
import { throughCli } from './through-cli.ts'

/** An administrator of the installation who is nobody. */
const ADMIN_TOKEN = accessOf({
  actor: {
    type: 'token',
    id: 'BUNTING_ADMIN_TOKEN',
    name: 'admin token',
    email: null,
    via: 'api',
  },
  administrator: true,
  grants: [],
})

export interface Identified {
  readonly access: Access
  /** Of a person who asks with a cookie. */
  readonly session: Session | undefined
}

export type Authenticate = (request: FastifyRequest) => Promise<Identified>

/** Finds out who asks and what they may do, by bearer token or by session cookie, or refuses. */
export function createAuthenticate(
  db: Database,
  accounts: Accounts,
  adminToken: string | undefined,
): Authenticate {
  const tokenAccess = createTokenAccess(db)
  return async (request) => {
    const { authorization, 'user-agent': agent } = request.headers
    if (authorization === undefined) return ofSession(request)
    const access = await accessOfBearer(bearerOf(authorization))
    return { access: throughCli(access, agent), session: undefined }
  }

  async function ofSession(request: FastifyRequest): Promise<Identified> {
    const session = await accounts.sessionOf({ cookie: request.headers.cookie })
    const access = session && (await readPersonAccess(db, session.actor.id))
    if (!session || !access) {
      throw new AppError('unauthorized', 'sign in, or send Authorization: Bearer <token>')
    }
    if (session.mustEnrol) refuseUnenrolled(request)
    return { access, session }
  }

  async function accessOfBearer(token: string | undefined): Promise<Access> {
    if (token === undefined)
      throw new AppError('unauthorized', 'send Authorization: Bearer <token>')
    if (SDK_KEY_PREFIX.test(token)) {
      throw new AppError(
        'sdk_key_not_allowed',
        'this is an SDK key: it may read its ruleset, and nothing of the admin API',
      )
    }
    if (adminToken !== undefined && sameText(token, adminToken)) return ADMIN_TOKEN
    return tokenAccess(token)
  }
}

/** Until there is a second factor, one may set it up, and nothing else. */
function refuseUnenrolled({ routeOptions }: FastifyRequest): void {
  if (routeOptions.config.beforeEnrolment) return
  throw new AppError(
    'second_factor_missing',
    'everybody here needs a second factor: set yours up on the account page',
  )
}
