import { anyOf, type MakeTest } from './test.ts'

/** `contains`, `startsWith`, `endsWith`. */
export function text(method: 'includes' | 'startsWith' | 'endsWith'): MakeTest {
  return anyOf((value, ignoreCase) => {
    const folded = ignoreCase ? fold : String
    const wanted = folded(value as string)
    return (asked) => (typeof asked === 'string' ? folded(asked)[method](wanted) : undefined)
  })
}

/**
 * What is compared when case is ignored, the same in every locale. Upper case alone would keep the
 * Kelvin sign apart from k; lower case alone has two sigmas.
 */
export function fold(text: string): string {
  return text.toLowerCase().toUpperCase()
}

/** Longest input a regular expression is given, in UTF-16 units; a longer one does not match. */
export const MATCHES_LIMIT = 2048

/** `matches`: found anywhere in the text, unless anchored; Unicode mode. */
export const matches: MakeTest = anyOf((value, ignoreCase) => {
  const pattern = new RegExp(`${value}`, ignoreCase ? 'iu' : 'u')
  return (asked) =>
    typeof asked === 'string' && asked.length <= MATCHES_LIMIT ? pattern.test(asked) : undefined
})
