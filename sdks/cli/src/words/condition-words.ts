import type { Condition } from '../server/shapes.ts'

/** Between attribute and values: plain, and negated. An operator of a newer server is named as it is. */
const OPERATORS: Readonly<Record<string, readonly [string, string]>> = {
  in: ['is one of', 'is none of'],
  equals: ['is', 'is not'],
  exists: ['is set', 'is not set'],
  inSegment: ['is in segment', 'is not in segment'],
  contains: ['contains', 'does not contain'],
  startsWith: ['starts with', 'does not start with'],
  endsWith: ['ends with', 'does not end with'],
  matches: ['matches', 'does not match'],
  lessThan: ['<', 'is not <'],
  lessThanOrEqual: ['≤', 'is not ≤'],
  greaterThan: ['>', 'is not >'],
  greaterThanOrEqual: ['≥', 'is not ≥'],
  before: ['is before', 'is not before'],
  after: ['is after', 'is not after'],
  semverEqual: ['is version', 'is not version'],
  semverLessThan: ['< version', 'is not < version'],
  semverLessThanOrEqual: ['≤ version', 'is not ≤ version'],
  semverGreaterThan: ['> version', 'is not > version'],
  semverGreaterThanOrEqual: ['≥ version', 'is not ≥ version'],
  inCidr: ['is in', 'is not in'],
}

const MOST_VALUES = 6

/** `country is one of DE, FR and 12 more` */
export function conditionWords({ attribute, operator, values, negate }: Condition): string {
  const [plain, negated] = OPERATORS[operator] ?? [operator, `not ${operator}`]
  const more = values.length - MOST_VALUES
  const shown = values.slice(0, MOST_VALUES).map(valueWords).join(', ')
  const last = more > 0 ? ` and ${more} more` : ''
  return [attribute, negate ? negated : plain, shown + last].filter(Boolean).join(' ')
}

export function conditionsWords(conditions: readonly Condition[]): string {
  return conditions.length === 0 ? 'everybody' : conditions.map(conditionWords).join(' and ')
}

/** Text as it is, unless one could take it for a number or two words; everything else as JSON. */
export function valueWords(value: unknown): string {
  return typeof value === 'string' && /^[\p{L}_/.@*-][\p{L}\p{N}_/.:@*-]*$/u.test(value)
    ? value
    : (JSON.stringify(value) ?? 'nothing')
}
