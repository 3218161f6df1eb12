import type { Database, Transaction } from '../database/connect.ts'
import { inTransaction } from '../database/in-transaction.ts'
import type { Actor } from '../http/actor.ts'
import { KILL } from '../policies/consent.ts'
import { commitConfiguration, type FlagAddress, holdConfiguration } from './configure-flag.ts'
import type { Killed } from './flag-schemas.ts'

/**
 * Off, whatever else is going on: no version is asked for and no approval, so that nothing stands
 * between a person and the switch. Rules and shares stay as they are; switching on undoes it.
 */
export function killFlag(
  db: Database,
  actor: Actor,
  address: FlagAddress,
  reason: string | undefined,
): Promise<Killed> {
  const to = { ...address, isUrgent: true }
  return inTransaction(db, (tx) => killFlagIn(tx, actor, address, reason), to)
}

/** The same in a transaction that does more. */
export async function killFlagIn(
  tx: Transaction,
  actor: Actor,
  address: FlagAddress,
  reason: string | undefined,
): Promise<Killed> {
  const held = await holdConfiguration(tx, address)
  const { document } = held.configuration
  const off = { ...document, on: false }
  const told = { actor, action: 'flag.killed', comment: reason, consent: KILL }
  const { revision, version } = await commitConfiguration(tx, held, off, told)
  return { revision, version, changed: document.on }
}
