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
