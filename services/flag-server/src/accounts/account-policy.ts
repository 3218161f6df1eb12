import { eq, inArray, type SQL, sql } from 'drizzle-orm'
import type { Database, Transaction } from '../database/connect.ts'
import { lockAlone } from '../database/named-locks.ts'
import { settings } from '../database/schema.ts'
import type { AccountPolicy } from './account-schemas.ts'

/** The setting that is there when the policy asks for it. */
const KEYS: Record<keyof AccountPolicy, string> = {
  secondFactorRequired: 'second_factor_required',
  ssoRequired: 'sso_required',
}

/** Whether the policy asks for this; a column or a condition for any query. */
export function policyAsks(rule: keyof AccountPolicy): SQL<boolean> {
  return sql<boolean>`exists (select from ${settings} where ${settings.key} = ${KEYS[rule]})`
}

export async function readAccountPolicy(db: Database | Transaction): Promise<AccountPolicy> {
  const rows = await db
    .select({ key: settings.key })
    .from(settings)
    .where(inArray(settings.key, Object.values(KEYS)))
  const set = new Set(rows.map(({ key }) => key))
  return {
    secondFactorRequired: set.has(KEYS.secondFactorRequired),
    ssoRequired: set.has(KEYS.ssoRequired),
  }
}

export async function writeAccountPolicy(tx: Transaction, policy: AccountPolicy): Promise<void> {
  for (const rule of Object.keys(KEYS) as (keyof AccountPolicy)[]) {
    const key = KEYS[rule]
    if (policy[rule]) {
      await tx.insert(settings).values({ key, value: 'true' }).onConflictDoNothing()
    } else {
      await tx.delete(settings).where(eq(settings.key, key))
    }
  }
}

/**
 * Whoever changes how people get in waits for who else does. Policy and provider are one matter: the
 * only way in must not be taken away while it is made the only one.
 */
export function holdWaysIn(tx: Transaction): Promise<void> {
  return lockAlone(tx, 'ways in')
}
