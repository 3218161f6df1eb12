import type { Config } from '../../config.ts'
import type { Accounts } from '../accounts.ts'
import type { Providers } from './provider.ts'
import { readSso } from './sso-config.ts'
import { isProven } from './sso-proof.ts'
import type { SsoView } from './sso-schemas.ts'

export interface SsoServices {
  readonly accounts: Accounts
  readonly config: Config
  readonly providers: Providers
  readonly redirectUri: string
}

export async function viewSso(services: SsoServices): Promise<SsoView> {
  const { accounts, config, redirectUri } = services
  const held = await readSso(accounts.db, config.sso, accounts.secret)
  return {
    from: held?.from ?? null,
    name: held?.name ?? '',
    issuer: held?.issuer ?? '',
    clientId: held?.clientId ?? '',
    hasSecret: held !== null,
    domains: [...(held?.domains ?? [])],
    signUp: held?.signUp ?? false,
    memberships: [...(held?.memberships ?? [])],
    proven: held !== null && (await isProven(accounts.db, held, accounts.secret)),
    redirectUri,
  }
}
