import { equality } from './equality.ts'
import type { RareOperator } from './rare-operators.ts'
import type { Operators } from './test.ts'
import { text } from './text.ts'

/** What most flags use. `inSegment` is not among them: it needs the segments. */
export const COMMON_OPERATORS: Omit<Required<Operators>, RareOperator | 'inSegment'> = {
  in: equality,
  equals: equality,
  contains: text('includes'),
  startsWith: text('startsWith'),
  endsWith: text('endsWith'),
  exists: () => (asked) => asked !== undefined && asked !== null,
}
