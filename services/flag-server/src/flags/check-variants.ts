import type { Transaction } from '../database/connect.ts'
import { type FieldError, invalid } from '../http/app-error.ts'
import { faultsOf } from './check-configuration.ts'
import { type Dependent, dependentsOf } from './dependents-of.ts'
import { type ConfigurationRow, type FlagRow, flagOf } from './flag-rows.ts'

/**
 * Refuses variants of an existing flag without which a configuration of it, or a flag that has it as
 * a prerequisite, could not be evaluated. To be called with all environments locked.
 *
 * @param flag as it would be
 */
export async function checkVariants(
  tx: Transaction,
  flag: FlagRow,
  configurations: Iterable<{
    environmentKey: string
    environmentId: string
    configuration: ConfigurationRow
  }>,
): Promise<void> {
  const errors: FieldError[] = []
  for (const { environmentKey, environmentId, configuration } of configurations) {
    const faults = await faultsOf(tx, environmentId, flagOf(flag, configuration.document))
    for (const { path, message } of faults) {
      errors.push({ path: `environments.${environmentKey}.${path}`, message })
    }
  }
  for (const dependent of await dependentsOf(tx, flag.projectId, flag.key)) {
    errors.push(...missedBy(dependent, flag))
  }
  if (errors.length > 0) throw invalid(errors)
}

function missedBy({ key, environmentKey, prerequisites }: Dependent, flag: FlagRow): FieldError[] {
  return prerequisites
    .filter((prerequisite) => prerequisite.flag === flag.key)
    .flatMap(({ variants }) => variants)
    .filter((variant) => !Object.hasOwn(flag.variants, variant))
    .map((variant) => ({
      path: 'variants',
      message: `flag "${key}" needs variant "${variant}" in ${environmentKey}: take that prerequisite away first`,
    }))
}
