import type { Config } from '../../config.ts'
import type { Accounts } from '../accounts.ts'
import type { Providers } from './provider.ts'
import { readSso, type SsoConfig } from './sso-config.ts'
import { isProven } from './sso-proof.ts'
import type { SsoView } from './sso-schemas.ts'

export interface SsoServices {
  readonly accounts: Accounts
  readonly config: Config
  readonly providers: Providers
  readonly redirectUri: string
}

/** What is shown where nothing is set up. */
export const NOTHING: Omit<SsoConfig, 'clientSecret'> = {
  name: '',
  issuer: '',
  clientId: '',
  domains: [],
  signUp: false,
  memberships: [],
}

export async function viewSso(services: SsoServices): Promise<SsoView> {
  const { accounts, config, redirectUri } = services
  const held = await readSso(accounts.db, config.sso, accounts.secret)
  const { name, issuer, clientId, domains, signUp, memberships } = held ?? NOTHING
  return {
    from: held?.from ?? null,
    name,
    issuer,
    clientId,
    hasSecret: held !== null,
    domains: [...domains],
    signUp,
    memberships: [...memberships],
    proven: held !== null && (await isProven(accounts.db, held, accounts.secret)),
    redirectUri,
  }
}
