import { isDeepStrictEqual } from 'node:util'
import type { Access } from '../../access/access.ts'
import { holdRole } from '../../access/find-role.ts'
import { refuseGrant } from '../../access/refuse-grant.ts'
import { recordAudit } from '../../audit/record-audit.ts'
import type { Transaction } from '../../database/connect.ts'
import { inTransaction } from '../../database/in-transaction.ts'
import type { Actor } from '../../http/actor.ts'
import { AppError, invalid } from '../../http/app-error.ts'
import { refuseUnexpected } from '../../http/refuse-stale.ts'
import { holdWaysIn, readAccountPolicy } from '../account-policy.ts'
import { onlyWayIn, refuseOtherWayIn } from './only-way-in.ts'
import { deleteSso, readSso, type SsoConfig, writeSso } from './sso-config.ts'
import type { SsoSettings, SsoView } from './sso-schemas.ts'
import { NOTHING, type SsoServices, viewSso } from './view-sso.ts'

/**
 * Asks the provider first: a wrong address is found now, and not by the first who signs in. 409 with
 * what is set up when something of `expected` is not so any more.
 */
export async function changeSso(
  services: SsoServices,
  access: Access,
  { expected, ...wanted }: SsoSettings,
): Promise<SsoView> {
  const { accounts, providers } = services
  refuseEnvironment(services)
  const { db, secret } = accounts
  const held = await readSso(db, undefined, secret)
  refuseOvertaken(held, expected)
  const asked = withSecret(wanted, held)
  await refuseGrant(db, access, wanted.memberships)
  await providers.find(asked).catch((error: unknown) => {
    throw invalid([{ path: 'issuer', message: `does not answer as one: ${reason(error)}` }])
  })
  await inTransaction(db, async (tx) => {
    await holdWaysIn(tx)
    const before = await readSso(tx, undefined, secret)
    refuseOvertaken(before, expected)
    const config = withSecret(wanted, before)
    if (before && isDeepStrictEqual(contentOf(before), contentOf(config))) return
    if (before) await refuseOtherWayIn(tx, before, config)
    // Until the commit nobody deletes them; after it, they hear that they are promised.
    for (const { role } of wanted.memberships) await holdRole(tx, role)
    await writeSso(tx, config, secret)
    const secretReplaced = config.clientSecret !== before?.clientSecret
    await record(tx, access.actor, 'sso.changed', {
      before: before && withoutSecret(before),
      after: { ...withoutSecret(config), secretReplaced },
    })
  })
  return viewSso(services)
}

export async function removeSso(services: SsoServices, actor: Actor): Promise<void> {
  refuseEnvironment(services)
  const { db, secret } = services.accounts
  await inTransaction(db, async (tx) => {
    await holdWaysIn(tx)
    const before = await readSso(tx, undefined, secret)
    if (!before) throw new AppError('sso_not_configured', 'there is no single sign-on to remove')
    if ((await readAccountPolicy(tx)).ssoRequired) throw onlyWayIn()
    await deleteSso(tx)
    await record(tx, actor, 'sso.removed', { before: withoutSecret(before), after: null })
  })
}

function refuseOvertaken(held: SsoConfig | null, expected: SsoSettings['expected']): void {
  const now = held ? withoutSecret(held) : NOTHING
  refuseUnexpected(now, expected, () => now)
}

/** A secret is for the provider it came from: another one must not get to see it. */
function withSecret(
  { clientSecret: given, ...wanted }: Omit<SsoSettings, 'expected'>,
  before: SsoConfig | null,
): SsoConfig {
  const kept = before?.issuer === wanted.issuer ? before.clientSecret : undefined
  const clientSecret = given ?? kept
  if (clientSecret !== undefined) return { ...wanted, clientSecret }
  throw invalid([{ path: 'clientSecret', message: 'is needed for a new provider' }])
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

function contentOf(config: SsoConfig) {
  return { ...withoutSecret(config), clientSecret: config.clientSecret }
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
