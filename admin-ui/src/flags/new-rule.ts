import type { Condition, Rule } from './operators.ts'

export function newRule(variant: string): Rule {
  return { id: newRuleId(), conditions: [newCondition()], serve: { variant } }
}

export function newCondition(): Condition {
  return { attribute: '', operator: 'in', values: [] }
}

/** Named here, so that a rule is the same rule before and after it is saved. */
function newRuleId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(6))
  return `rule-${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')}`
}
