import type { Transaction } from '../database/connect.ts'
import { lockAlone, lockTogether } from '../database/named-locks.ts'

const COUNTING = 'what SDKs report'

/**
 * For who writes what SDKs report, before the first row of it: rows of many flags are taken then, in
 * an order that has nothing to do with that of who deletes a flag.
 */
export function whileCounting(tx: Transaction): Promise<void> {
  return lockTogether(tx, COUNTING)
}

/**
 * For who deletes what was reported of a flag, as late as they can: nobody counts meanwhile, nor has begun
 * to.
 */
export function stopCounting(tx: Transaction): Promise<void> {
  return lockAlone(tx, COUNTING)
}
