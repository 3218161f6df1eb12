import type { Access } from '../../access/access.ts'
import { holdRole } from '../../access/find-role.ts'
import { refuseGrant } from '../../access/refuse-grant.ts'
import { recordAudit } from '../../audit/record-audit.ts'
import type { Config } from '../../config.ts'
import type { Transaction } from '../../database/connect.ts'
import { inTransaction } from '../../database/in-transaction.ts'
import type { Actor } from '../../http/actor.ts'
import { AppError, invalid } from '../../http/app-error.ts'
import type { Accounts } from '../accounts.ts'
import type { Providers } from './provider.ts'
import { deleteSso, readSso, type SsoConfig, writeSso } from './sso-config.ts'
import type { SsoSettings, SsoView } from './sso-schemas.ts'

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
    redirectUri,
  }
}

/** Asks the provider first: a wrong address is found now, and not by the first who signs in. */
export async function changeSso(
  services: SsoServices,
  access: Access,
  { clientSecret: given, ...wanted }: SsoSettings,
): Promise<SsoView> {
  const { accounts, providers } = services
  refuseEnvironment(services)
  const { db, secret } = accounts
  const before = await readSso(db, undefined, secret)
  // A secret is for the provider it came from: another one must not get to see it.
  const kept = before?.issuer === wanted.issuer ? before.clientSecret : undefined
  const clientSecret = given ?? kept
  if (clientSecret === undefined) {
    throw invalid([{ path: 'clientSecret', message: 'is needed for a new provider' }])
  }
  await refuseGrant(db, access, wanted.memberships)
  const config = { ...wanted, clientSecret }
  await providers.find(config).catch((error: unknown) => {
    throw invalid([{ path: 'issuer', message: `does not answer as one: ${reason(error)}` }])
  })
  await inTransaction(db, async (tx) => {
    // Until the commit nobody deletes them; after it, they hear that they are promised.
    for (const { role } of wanted.memberships) await holdRole(tx, role)
    await writeSso(tx, config, secret)
    await record(tx, access.actor, 'sso.changed', {
      before: before && withoutSecret(before),
      after: { ...withoutSecret(config), secretReplaced: given !== undefined },
    })
  })
  return viewSso(services)
}

export async function removeSso(services: SsoServices, actor: Actor): Promise<void> {
  refuseEnvironment(services)
  const { db, secret } = services.accounts
  const before = await readSso(db, undefined, secret)
  if (!before) throw new AppError('sso_not_configured', 'there is no single sign-on to remove')
  await inTransaction(db, async (tx) => {
    await deleteSso(tx)
    await record(tx, actor, 'sso.removed', { before: withoutSecret(before), after: null })
  })
}

function refuseEnvironment({ config }: SsoServices): void {
  if (!config.sso) return
  throw invalid([
    { path: 'issuer', message: 'is set by SSO_ISSUER in the environment of the server' },
  ])
}

function withoutSecret({ name, issuer, clientId, domains, signUp, memberships }: SsoConfig) {
  return { name, issuer, clientId, domains, signUp, memberships }
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

function record(
  tx: Transaction,
  actor: Actor,
  action: string,
  change: { readonly before: unknown; readonly after: unknown },
): Promise<void> {
  return recordAudit(tx, {
    actor,
    action,
    projectId: null,
    target: { type: 'sso', key: 'single sign-on' },
    ...change,
    comment: undefined,
  })
}
