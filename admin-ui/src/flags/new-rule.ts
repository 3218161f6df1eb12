import { newCondition } from '../conditions/new-condition.ts'
import type { Rule } from '../conditions/operators.ts'

export function newRule(variant: string): Rule {
  return { id: newRuleId(), conditions: [newCondition()], serve: { variant } }
}

/** Named here, so that a rule is the same rule before and after it is saved. */
function newRuleId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(6))
  return `rule-${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')}`
}
