import { createHmac } from 'node:crypto'
import { and, eq, isNull } from 'drizzle-orm'
import { z } from 'zod'
import type { SsoEnvironment } from '../../config.ts'
import type { Database, Transaction } from '../../database/connect.ts'
import { settings, user } from '../../database/schema.ts'
import { AppError } from '../../http/app-error.ts'
import { readSso, type SsoConfig } from './sso-config.ts'

const KEY = 'sso_proof'

const Proof = z.object({ provider: z.string(), administratorId: z.string() })

/** An administrator came in through this provider, as it is set up: it may become the only way in. */
export async function noteProof(
  tx: Transaction,
  config: SsoConfig,
  secret: string,
  personId: string,
): Promise<void> {
  const [person] = await tx.select().from(user).where(eq(user.id, personId))
  if (!person?.administrator) return
  const proof = { provider: fingerprint(config, secret), administratorId: personId }
  const value = JSON.stringify(proof satisfies z.infer<typeof Proof>)
  await tx
    .insert(settings)
    .values({ key: KEY, value })
    .onConflictDoUpdate({ target: settings.key, set: { value } })
}

/** Whether somebody who still is an administrator came in that way. */
export async function isProven(
  db: Database | Transaction,
  config: SsoConfig,
  secret: string,
): Promise<boolean> {
  const [row] = await db.select().from(settings).where(eq(settings.key, KEY))
  const proof = row && Proof.parse(JSON.parse(row.value))
  if (proof?.provider !== fingerprint(config, secret)) return false
  const [person] = await db
    .select({ id: user.id })
    .from(user)
    .where(
      and(
        eq(user.id, proof.administratorId),
        eq(user.administrator, true),
        isNull(user.disabledAt),
      ),
    )
  return person !== undefined
}

/** Makes sure that the company is not locked out by making this the only way in. */
export async function refuseUnproven(
  tx: Transaction,
  environment: SsoEnvironment | undefined,
  secret: string,
): Promise<void> {
  const config = await readSso(tx, environment, secret)
  if (!config) {
    throw new AppError('sso_not_configured', 'set single sign-on up before it is the only way in')
  }
  if (await isProven(tx, config, secret)) return
  throw new AppError(
    'sso_unproven',
    'an administrator has to sign in through single sign-on first, as it is set up now: nobody knows yet whether that works',
  )
}

/** Another for whatever decides who gets in; says nothing of the secret. */
function fingerprint({ issuer, clientId, clientSecret, domains }: SsoConfig, secret: string) {
  const what = JSON.stringify([issuer, clientId, clientSecret, [...domains].sort()])
  return createHmac('sha256', secret).update(what).digest('base64url')
}
