import { inCidr } from './cidr.ts'
import { equality } from './equality.ts'
import { byNumber, instantOf, numberOf, order } from './order.ts'
import { byVersion } from './semver.ts'
import type { Operators } from './test.ts'
import { matches, text } from './text.ts'

const number = byNumber(numberOf)
const instant = byNumber(instantOf)

/** All but `inSegment`, which needs the segments. */
export const OPERATORS: Omit<Operators, 'inSegment'> = {
  in: equality,
  equals: equality,
  contains: text('includes'),
  startsWith: text('startsWith'),
  endsWith: text('endsWith'),
  matches,
  lessThan: order(number, '<'),
  lessThanOrEqual: order(number, '<='),
  greaterThan: order(number, '>'),
  greaterThanOrEqual: order(number, '>='),
  before: order(instant, '<'),
  after: order(instant, '>'),
  semverEqual: order(byVersion, '='),
  semverLessThan: order(byVersion, '<'),
  semverLessThanOrEqual: order(byVersion, '<='),
  semverGreaterThan: order(byVersion, '>'),
  semverGreaterThanOrEqual: order(byVersion, '>='),
  inCidr,
  exists: () => (asked) => asked !== undefined && asked !== null,
}
