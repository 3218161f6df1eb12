import { equality } from './equality.ts'
import { byNumber, numberOf, order } from './order.ts'
import type { RareOperator } from './rare-operators.ts'
import type { Operators } from './test.ts'
import { text } from './text.ts'

const number = byNumber(numberOf)

/** What most flags use. `inSegment` is not among them: it needs the segments. */
export const COMMON_OPERATORS: Omit<Required<Operators>, RareOperator | 'inSegment'> = {
  in: equality,
  equals: equality,
  contains: text('includes'),
  startsWith: text('startsWith'),
  endsWith: text('endsWith'),
  lessThan: order(number, '<'),
  lessThanOrEqual: order(number, '<='),
  greaterThan: order(number, '>'),
  greaterThanOrEqual: order(number, '>='),
  exists: () => (asked) => asked !== undefined && asked !== null,
}
