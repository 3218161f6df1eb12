import type { Database } from '../database/connect.ts'
import { inTransaction } from '../database/in-transaction.ts'
import {
  commitConfiguration,
  type FlagAddress,
  holdConfiguration,
} from '../flags/configure-flag.ts'
import type { FlagConfigurationChanged } from '../flags/flag-schemas.ts'
import type { Actor } from '../http/actor.ts'
import type { Unlock } from './release-schemas.ts'

/**
 * Gives a place, or all of them, back to people after a rollback. The salt stays: whoever was in the
 * treatment first is again.
 */
export function unlockFlag(
  db: Database,
  actor: Actor,
  address: FlagAddress,
  { rule, comment }: Unlock,
): Promise<FlagConfigurationChanged> {
  return inTransaction(db, async (tx) => {
    const held = await holdConfiguration(tx, address)
    const { locks: before = [], ...document } = held.configuration.document
    const locks = rule === undefined ? [] : before.filter((lock) => lock.rule !== rule)
    const next = locks.length > 0 ? { ...document, locks } : document
    return commitConfiguration(tx, actor, held, next, 'flag.unlocked', comment)
  })
}
