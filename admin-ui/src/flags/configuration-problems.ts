import { checkFlag } from '@bunting/evaluator/check'
import type { FlagConfigurationView, FlagView } from '@bunting/flag-server/flags/flag-schemas.ts'
import type { FieldError } from '../shared/field-errors.tsx'
import { evaluatedFlag } from './evaluated-flag.ts'
import type { RulesetParts } from './use-ruleset-parts.ts'

/** What has no attribute, value or flag yet is begun, not wrong: `draftProblems` says so. */
function isBegun(path: string, { prerequisites }: FlagConfigurationView): boolean {
  const [field, at] = path.split('.')
  if (field === 'prerequisites') return prerequisites[Number(at)]?.flag === ''
  return /\.(attribute|values)$/.test(path)
}

/**
 * What the server would refuse, found while it is typed: the same check, the same words. Nothing
 * while not everything is here that it could be about; the server has the last word.
 */
export function configurationProblems(
  flag: FlagView,
  shown: FlagConfigurationView,
  { flags, segments, complete }: RulesetParts,
): readonly FieldError[] {
  if (!complete) return []
  const existing = {
    flag: (key: string) => flags.get(key),
    segment: (key: string) => segments.get(key),
  }
  return checkFlag(evaluatedFlag(flag, shown), existing)
    .map(({ path, message }) => ({ path: path.join('.'), message }))
    .filter(({ path }) => !isBegun(path, shown))
}
