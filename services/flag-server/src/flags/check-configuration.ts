import type { Flag } from '@bunting/evaluator'
import { checkFlag } from '@bunting/evaluator/check'
import { segmentKeysIn } from '../conditions/segment-keys-in.ts'
import type { Database, Transaction } from '../database/connect.ts'
import { type FieldError, invalid } from '../http/app-error.ts'
import { segmentsIn } from '../segments/segments-in.ts'
import type { HeldConfiguration } from './configure-flag.ts'
import { flagOf } from './flag-rows.ts'
import type { FlagConfiguration } from './flag-schemas.ts'
import { flagsNeeded } from './flags-needed.ts'

/** Refuses a configuration that the evaluator could not work with, naming every fault. */
export async function checkConfiguration(
  tx: Database | Transaction,
  { flag, environment }: HeldConfiguration,
  document: FlagConfiguration,
): Promise<void> {
  const faults = await faultsOf(tx, environment.id, flagOf(flag, document))
  if (faults.length > 0) throw invalid(faults)
}

/** What the evaluator has against a flag in an environment's ruleset, locked when it is to be saved. */
export async function faultsOf(
  tx: Database | Transaction,
  environmentId: string,
  flag: Flag,
): Promise<FieldError[]> {
  const flags = await flagsNeeded(tx, environmentId, flag)
  const keys = segmentKeysIn(flag.rules.flatMap(({ conditions }) => conditions))
  const segments = await segmentsIn(tx, environmentId, keys)
  const problems = checkFlag(flag, {
    flag: (key) => flags.get(key),
    segment: (key) => segments.get(key),
  })
  return problems.map(({ path, message }) => ({ path: path.join('.'), message }))
}
