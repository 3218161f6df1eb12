import type { Database, Transaction } from '../database/connect.ts'
import { inTransaction } from '../database/in-transaction.ts'
import {
  commitConfiguration,
  type FlagAddress,
  holdConfiguration,
} from '../flags/configure-flag.ts'
import type { FlagConfigurationChanged } from '../flags/flag-schemas.ts'
import type { Actor } from '../http/actor.ts'
import { byPerson, type Consent } from '../policies/consent.ts'
import type { Unlock } from './release-schemas.ts'

/**
 * Gives a place, or all of them, back to people after a rollback. The salt stays: whoever was in the
 * treatment first is again.
 */
export function unlockFlag(
  db: Database,
  actor: Actor,
  address: FlagAddress,
  wanted: Unlock,
): Promise<FlagConfigurationChanged> {
  const consent = byPerson(wanted.comment)
  return inTransaction(db, (tx) => unlockFlagIn(tx, actor, address, wanted, consent), address)
}

/** The same in a transaction that does more. */
export async function unlockFlagIn(
  tx: Transaction,
  actor: Actor,
  address: FlagAddress,
  { rule, comment }: Unlock,
  consent: Consent,
): Promise<FlagConfigurationChanged> {
  const held = await holdConfiguration(tx, address)
  const { locks: before = [], ...document } = held.configuration.document
  const locks = rule === undefined ? [] : before.filter((lock) => lock.rule !== rule)
  const next = locks.length > 0 ? { ...document, locks } : document
  return commitConfiguration(tx, held, next, { actor, action: 'flag.unlocked', comment, consent })
}
