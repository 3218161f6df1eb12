import type { z } from 'zod'

type Issue = z.core.$ZodIssue

/** What a field has to be, for the issues that the schema has no sentence of its own for. */
export function issueWords(issue: Issue): string {
  if (!/^(Invalid|Too big|Too small)\b/.test(issue.message)) return issue.message
  switch (issue.code) {
    case 'invalid_type':
      if (issue.message.endsWith('received undefined')) return 'is needed'
      return `must be ${TYPES[issue.expected] ?? issue.expected}`
    case 'invalid_value':
      return oneOf(issue.values)
    case 'invalid_union':
      return 'options' in issue && issue.options ? oneOf(issue.options) : issue.message
    case 'too_big':
      return `must ${amount(issue.origin, 'at most', issue.maximum)}`
    case 'too_small':
      return `must ${amount(issue.origin, 'at least', issue.minimum)}`
    default:
      return issue.message
  }
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'a string',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'an array',
  tuple: 'an array',
  object: 'an object',
  record: 'an object',
}

const UNITS: Readonly<Record<string, readonly [one: string, several: string]>> = {
  string: ['character', 'characters'],
  array: ['entry', 'entries'],
}

function oneOf(values: readonly unknown[]): string {
  const words = values.map((value) => JSON.stringify(value))
  return words.length === 1 ? `must be ${words[0]}` : `must be one of ${words.join(', ')}`
}

function amount(origin: string, side: 'at most' | 'at least', limit: number | bigint): string {
  const unit = UNITS[origin]
  if (!unit) return `be ${side} ${limit}`
  return `have ${side} ${limit} ${unit[Number(limit) === 1 ? 0 : 1]}`
}
