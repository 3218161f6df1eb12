import { refuse } from '../refuse.ts'
import { anyOf, type MakeTest, type Value } from './test.ts'

/** Below, at or above zero as `asked` is less, equal or more; NaN when it is of the wrong type. */
export type Compare = (asked: unknown) => number

/** An operator that matches when the comparison comes out as one of the signs says. */
export function order(
  compareWith: (limit: Value) => Compare,
  signs: '<' | '<=' | '=' | '>=' | '>',
): MakeTest {
  const whenLess = signs.includes('<')
  const whenEqual = signs.includes('=')
  const whenMore = signs.includes('>')
  return anyOf((limit) => {
    const compare = compareWith(limit)
    return (asked) => {
      const difference = compare(asked)
      if (difference < 0) return whenLess
      return difference > 0 ? whenMore : difference === 0 ? whenEqual : undefined
    }
  })
}

/** Compares what a type makes a number of; NaN is no number. */
export function byNumber(numberOf: (value: unknown) => number): (limit: Value) => Compare {
  return (limit) => {
    const at = numberOf(limit)
    if (!Number.isFinite(at)) refuse(limit)
    return (asked) => numberOf(asked) - at
  }
}

export function numberOf(value: unknown): number {
  return typeof value === 'number' ? value : Number.NaN
}

const RFC_3339 =
  /^(\d{4}-\d\d-\d\d)T([01]\d|2[0-3])(:[0-5]\d){2}(\.\d+)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/i

/**
 * Milliseconds since 1970: of an RFC 3339 date-time, of a Date, or the number itself. A leap second
 * (`:60`) or a date without a time is no instant.
 */
export function instantOf(value: unknown): number {
  if (value instanceof Date) return value.getTime()
  const date = (typeof value === 'string' && RFC_3339.exec(value)?.[1]) || ''
  // Date.parse takes the 30th of February for the first of March; toJSON shows it.
  return date && new Date(date).toJSON()?.startsWith(date)
    ? Date.parse((value as string).toUpperCase())
    : numberOf(value)
}
