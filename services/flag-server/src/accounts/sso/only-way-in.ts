import type { Transaction } from '../../database/connect.ts'
import { AppError } from '../../http/app-error.ts'
import { readAccountPolicy } from '../account-policy.ts'
import type { SsoConfig } from './sso-config.ts'

/**
 * Where there is no other way in, the provider stays and nobody's domain is taken away. Its secret may
 * change: it runs out, and who enters the new one is in and can enter another.
 */
export async function refuseOtherWayIn(
  tx: Transaction,
  before: SsoConfig,
  { issuer, clientId, domains }: SsoConfig,
): Promise<void> {
  const same =
    issuer === before.issuer &&
    clientId === before.clientId &&
    before.domains.every((domain) => domains.includes(domain))
  if (!same && (await readAccountPolicy(tx)).ssoRequired) throw onlyWayIn()
}

export function onlyWayIn(): AppError {
  return new AppError(
    'sso_in_use',
    'single sign-on is the only way in: let passwords in again first, and then change provider or domains',
  )
}
