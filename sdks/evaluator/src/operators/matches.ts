import { anyOf, type MakeTest } from './test.ts'

/** Longest input a regular expression is given, in UTF-16 units; a longer one does not match. */
export const MATCHES_LIMIT = 2048

/** `matches`: found anywhere in the text, unless anchored; Unicode mode. */
export const matches: MakeTest = anyOf((value, ignoreCase) => {
  const pattern = new RegExp(`${value}`, ignoreCase ? 'iu' : 'u')
  return (asked) =>
    typeof asked === 'string' && asked.length <= MATCHES_LIMIT ? pattern.test(asked) : undefined
})
