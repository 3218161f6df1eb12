import { formatValue } from './condition-value.ts'
import { type Condition, OPERATORS } from './operators.ts'

const VALUES_IN_WORDS = 6

/** `country is one of DE, FR and 12 more`, `path starts with /a or /b`, `plan is set` */
export function conditionWords(condition: Condition): string {
  const { words, negated } = OPERATORS[condition.operator]
  const parts = [
    condition.attribute || '…',
    condition.negate ? negated : words,
    valuesWords(condition),
  ]
  return parts.filter(Boolean).join(' ') + (condition.ignoreCase ? ', in any case' : '')
}

export function conditionsWords(conditions: readonly Condition[]): string {
  return conditions.length === 0 ? 'everyone' : conditions.map(conditionWords).join(' and ')
}

/** A value as it is shown: numbers and `true` bare where text is quoted, and the like. */
export function valueWords(
  { operator }: Pick<Condition, 'operator'>,
  value: Condition['values'][number],
): string {
  return OPERATORS[operator].editor === 'values' ? formatValue(value) : String(value)
}

/** Between two values of a list: any of them will do. */
export function betweenValues({ operator }: Pick<Condition, 'operator'>): string {
  return operator === 'in' ? ', ' : ' or '
}

function valuesWords(condition: Condition): string {
  const { values } = condition
  if (values.length === 0) return OPERATORS[condition.operator].arity === 'none' ? '' : '…'
  const more = values.length - VALUES_IN_WORDS
  const shown = values.slice(0, VALUES_IN_WORDS).map((value) => valueWords(condition, value))
  const words = shown.join(more > 0 ? ', ' : betweenValues(condition))
  return more > 0 ? `${words} and ${more} more` : words
}
