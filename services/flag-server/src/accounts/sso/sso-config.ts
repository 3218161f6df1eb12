import { symmetricDecrypt, symmetricEncrypt } from 'better-auth/crypto'
import { eq } from 'drizzle-orm'
import type { SsoEnvironment } from '../../config.ts'
import type { Database, Transaction } from '../../database/connect.ts'
import { type InvitedMembership, settings } from '../../database/schema.ts'

export interface SsoConfig {
  readonly name: string
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
  readonly domains: readonly string[]
  readonly signUp: boolean
  readonly memberships: readonly InvitedMembership[]
}

export type SsoSource = 'environment' | 'settings'

const KEY = 'sso'

/**
 * The environment's, else what an administrator set up. What was encrypted with another AUTH_SECRET
 * cannot be read any more, and is as good as not there.
 */
export async function readSso(
  db: Database | Transaction,
  environment: SsoEnvironment | undefined,
  secret: string,
): Promise<(SsoConfig & { readonly from: SsoSource }) | null> {
  if (environment) return { ...environment, memberships: [], from: 'environment' }
  const stored = await storedSso(db)
  if (!stored) return null
  const decrypted = symmetricDecrypt({ key: secret, data: stored.clientSecret })
  const clientSecret = await decrypted.catch(() => undefined)
  return clientSecret === undefined ? null : { ...stored, clientSecret, from: 'settings' }
}

export async function writeSso(
  tx: Transaction,
  { clientSecret, ...config }: SsoConfig,
  secret: string,
): Promise<void> {
  const value = JSON.stringify({
    ...config,
    clientSecret: await symmetricEncrypt({ key: secret, data: clientSecret }),
  })
  await tx
    .insert(settings)
    .values({ key: KEY, value })
    .onConflictDoUpdate({ target: settings.key, set: { value } })
}

export async function deleteSso(tx: Transaction): Promise<void> {
  await tx.delete(settings).where(eq(settings.key, KEY))
}

/** Whether who comes through the provider gets this role. */
export async function isPromisedBySso(tx: Transaction, role: string): Promise<boolean> {
  const stored = await storedSso(tx)
  return stored?.memberships.some((one) => one.role === role) ?? false
}

async function storedSso(db: Database | Transaction): Promise<SsoConfig | null> {
  const [row] = await db.select().from(settings).where(eq(settings.key, KEY))
  // Written by `writeSso` and by nobody else.
  return row ? (JSON.parse(row.value) as SsoConfig) : null
}
