import type { Decision } from '@bunting/flag-server/evaluation/explanation-schemas.ts'
import type { Rule } from '../conditions/operators.ts'
import { ruleName } from '../flags/rule-name.ts'
import { lowerFirst } from '../shared/lower-first.ts'

/** Why, as far as a decision alone tells: `rule “EU pro”, by percentage`. */
export function decisionWords(
  { reason, flagMetadata, errorMessage, errorCode }: Decision,
  rules: readonly Rule[],
): string {
  const { ruleId } = flagMetadata
  const index = rules.findIndex(({ id }) => id === ruleId)
  const rule = rules[index]
  const who =
    ruleId === undefined
      ? 'everyone else'
      : rule
        ? lowerFirst(ruleName(rule, index))
        : 'a rule that is gone'
  switch (reason) {
    case 'DISABLED':
      return 'the flag is off'
    case 'STATIC':
      return 'everyone'
    case 'SPLIT':
      return `${who}, by percentage`
    case 'TARGETING_MATCH':
      return ruleId === undefined ? 'named individually' : who
    case 'DEFAULT':
      return 'everyone else'
    default:
      return errorMessage ?? errorCode ?? reason
  }
}
