import { inCidr } from './cidr.ts'
import { instantOf } from './instant.ts'
import { matches } from './matches.ts'
import { byNumber, numberOf, order } from './order.ts'
import { byVersion } from './semver.ts'
import type { Operators } from './test.ts'

export type RareOperator =
  | 'matches'
  | 'lessThan'
  | 'lessThanOrEqual'
  | 'greaterThan'
  | 'greaterThanOrEqual'
  | 'before'
  | 'after'
  | 'semverEqual'
  | 'semverLessThan'
  | 'semverLessThanOrEqual'
  | 'semverGreaterThan'
  | 'semverGreaterThanOrEqual'
  | 'inCidr'

const number = byNumber(numberOf)
const instant = byNumber(instantOf)

/** What few flags use, and a browser loads later than the rest. */
export const RARE_OPERATORS: Pick<Required<Operators>, RareOperator> = {
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
}
