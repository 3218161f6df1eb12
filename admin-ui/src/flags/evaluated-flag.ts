import type { Flag } from '@bunting/evaluator'
import type { FlagConfigurationView, FlagView } from '@bunting/flag-server/flags/flag-schemas.ts'

/** The flag as an SDK would get it. It came as JSON, where what is undefined is absent. */
export function evaluatedFlag(
  { key, type, variants }: Pick<FlagView, 'key' | 'type' | 'variants'>,
  configuration: FlagConfigurationView,
): Flag {
  const { version: _version, updatedAt: _updatedAt, ...rules } = configuration
  return { key, type, variants, ...rules } as Flag
}
