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

/** A text folded, anything else as it is. */
export function folded<T>(value: T): T {
  return typeof value === 'string' ? (fold(value) as T) : value
}
