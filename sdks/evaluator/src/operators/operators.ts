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
  lessThan: order(number, -1),
  lessThanOrEqual: order(number, -1, 0),
  greaterThan: order(number, 1),
  greaterThanOrEqual: order(number, 1, 0),
  before: order(instant, -1),
  after: order(instant, 1),
  semverEqual: order(byVersion, 0),
  semverLessThan: order(byVersion, -1),
  semverLessThanOrEqual: order(byVersion, -1, 0),
  semverGreaterThan: order(byVersion, 1),
  semverGreaterThanOrEqual: order(byVersion, 1, 0),
  inCidr,
  exists: () => (asked) => asked !== undefined && asked !== null,
}
