import { OPERATORS } from '../operators/all-operators.ts'
import type { Condition, Operator } from '../ruleset.ts'
import { checkHashed } from './check-hashed.ts'
import type { Existing } from './existing.ts'
import type { Path, Problem } from './problem.ts'

const SCALAR = 'a string, a number, true or false'
const INSTANT = 'an RFC 3339 date-time (2026-01-31T12:00:00Z) or milliseconds since 1970'
const VERSION = 'a semantic version (2.3.0)'

/** What the values of an operator must be. */
const EXPECTED: Readonly<Record<Operator, string>> = {
  in: SCALAR,
  equals: SCALAR,
  contains: 'a string',
  startsWith: 'a string',
  endsWith: 'a string',
  matches: 'a regular expression',
  lessThan: 'a number',
  lessThanOrEqual: 'a number',
  greaterThan: 'a number',
  greaterThanOrEqual: 'a number',
  before: INSTANT,
  after: INSTANT,
  semverEqual: VERSION,
  semverLessThan: VERSION,
  semverLessThanOrEqual: VERSION,
  semverGreaterThan: VERSION,
  semverGreaterThanOrEqual: VERSION,
  inSegment: 'the key of a segment',
  inCidr: 'a CIDR range (10.0.0.0/8, 2001:db8::/32) or an address',
  exists: 'absent',
}

/** Operators that would take other types for text. */
const TAKES_TEXT: readonly Operator[] = [
  'contains',
  'startsWith',
  'endsWith',
  'matches',
  'inSegment',
  'inCidr',
]

export function checkConditions(
  conditions: readonly Condition[],
  path: Path,
  existing: Existing,
): Problem[] {
  return conditions.flatMap((condition, at) => checkCondition(condition, [...path, at], existing))
}

function checkCondition(
  { attribute, operator, values, hashed }: Condition,
  path: Path,
  existing: Existing,
): Problem[] {
  const problems: Problem[] = []
  if (attribute === '')
    problems.push({ path: [...path, 'attribute'], message: 'must not be empty' })
  if (!Object.hasOwn(EXPECTED, operator))
    return [...problems, { path: [...path, 'operator'], message: `no operator "${operator}"` }]
  if (operator === 'exists' && values.length > 0)
    problems.push({ path: [...path, 'values'], message: '"exists" takes no values' })
  if (operator !== 'exists' && values.length === 0)
    problems.push({ path: [...path, 'values'], message: `"${operator}" needs a value` })
  if (hashed !== undefined && operator !== 'in' && operator !== 'equals')
    problems.push({ path: [...path, 'hashed'], message: `"${operator}" cannot ask hashes` })
  problems.push(...checkHashed(values, hashed, [...path, 'values']))
  for (const [at, value] of values.entries()) {
    const message = problemWith(operator, value, existing)
    if (message) problems.push({ path: [...path, 'values', at], message })
  }
  return problems
}

function problemWith(
  operator: Operator,
  value: Condition['values'][number],
  existing: Existing,
): string | undefined {
  const expected = `must be ${EXPECTED[operator]}`
  if (TAKES_TEXT.includes(operator) && typeof value !== 'string') return expected
  if (operator === 'inSegment')
    return existing.segment(`${value}`) ? undefined : `segment "${value}" does not exist`
  try {
    OPERATORS[operator]([value], false)
    return undefined
  } catch (error) {
    return error instanceof SyntaxError ? `${expected}: ${error.message}` : expected
  }
}
