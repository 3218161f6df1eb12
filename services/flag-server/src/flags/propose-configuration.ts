import { checkPatterns } from '../conditions/check-patterns.ts'
import type { PatternChecker } from '../conditions/pattern-checker.ts'
import type { Database, Transaction } from '../database/connect.ts'
import { refuseMovedPlaces } from '../releases/refuse-moved-places.ts'
import { applyPatch } from './apply-patch.ts'
import { checkConfiguration } from './check-configuration.ts'
import { type HeldConfiguration, refuseOther } from './configure-flag.ts'
import type { FlagConfiguration, FlagConfigurationPatch } from './flag-schemas.ts'

/** To be called before a transaction is opened: a pattern may take seconds to judge. */
export function checkRulePatterns(
  patterns: PatternChecker,
  { rules = [] }: FlagConfigurationPatch,
): Promise<void> {
  return checkPatterns(
    patterns,
    rules.map(({ conditions }, at) => ({ path: `rules.${at}.conditions`, conditions })),
  )
}

/**
 * The configuration as a patch would make it, or what is wrong with that: the same for a save, which
 * holds the environment's lock, and for a look ahead, which does not.
 */
export async function proposeConfiguration(
  tx: Database | Transaction,
  held: HeldConfiguration,
  patch: FlagConfigurationPatch,
): Promise<FlagConfiguration> {
  refuseOther(held, patch.expectedVersion)
  const next = applyPatch(held.configuration.document, patch)
  refuseMovedPlaces(held, next)
  await checkConfiguration(tx, held, next)
  return next
}
