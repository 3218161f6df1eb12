import type { FlagConfigurationView } from '@bunting/flag-server/flags/flag-schemas.ts'
import { unfinished } from '../conditions/unfinished.ts'
import { ruleName } from './rule-name.ts'

/** What is begun and not finished, in sentences. */
export function draftProblems({ rules, prerequisites }: FlagConfigurationView): readonly string[] {
  return [
    ...prerequisites.flatMap(({ flag, variants }) => {
      if (flag === '') return ['A prerequisite needs a flag.']
      return variants.length === 0 ? [`Prerequisite ${flag} needs a variant.`] : []
    }),
    ...rules.flatMap((rule, index) => {
      const missing = unfinished(rule.conditions)
      return missing ? [`${ruleName(rule, index)} ${missing}`] : []
    }),
  ]
}
