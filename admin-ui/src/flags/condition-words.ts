import { formatValue } from './condition-value.ts'
import { type Condition, OPERATORS } from './operators.ts'

const VALUES_IN_WORDS = 6

/** `country is one of DE, FR and 12 more` */
export function conditionWords(condition: Condition): string {
  const { words, negated } = OPERATORS[condition.operator]
  const shown = condition.values.slice(0, VALUES_IN_WORDS).map(formatValue).join(', ')
  const more = condition.values.length - VALUES_IN_WORDS
  const values = more > 0 ? `${shown} and ${more} more` : shown
  const exactness = condition.ignoreCase ? ', in any case' : ''
  return `${condition.attribute} ${condition.negate ? negated : words} ${values}${exactness}`
}

export function conditionsWords(conditions: readonly Condition[]): string {
  return conditions.length === 0 ? 'everyone' : conditions.map(conditionWords).join(' and ')
}
