import { type Condition, OPERATORS } from './operators.ts'

/** What the first condition that is not finished lacks, as a sentence goes on; null when all are. */
export function unfinished(conditions: readonly Condition[]): string | null {
  if (conditions.some(({ attribute }) => attribute.trim() === '')) {
    return 'has a condition without an attribute.'
  }
  const bare = conditions.find(
    ({ operator, values }) => values.length === 0 && OPERATORS[operator].arity !== 'none',
  )
  return bare ? `needs a value for ${bare.attribute}.` : null
}
