import { unitOf } from './attribute.ts'
import { allHold, compileConditions } from './condition.ts'
import { segmentNode } from './needs.ts'
import { OPERATORS } from './operators/operators.ts'
import { anyOf, type Operators, type Test } from './operators/test.ts'
import { refuse } from './refuse.ts'
import type { Segment } from './ruleset.ts'

/**
 * All operators; a segment is compiled when it is first asked for.
 *
 * @param compiled tests by segment node
 * @param segmentOf throws when there is no such segment
 */
export function operatorsWith(
  compiled: Map<string, Test>,
  segmentOf: (key: string) => Segment,
): Operators {
  const operators: Operators = {
    ...OPERATORS,
    inSegment: anyOf((value) => {
      const key = `${value}`
      const node = segmentNode(key)
      let test = compiled.get(node)
      if (test === undefined) {
        // What a segment meets that is nested in itself.
        test = () => refuse(key)
        compiled.set(node, test)
        try {
          test = compileSegment(segmentOf(key), operators)
          compiled.set(node, test)
        } catch {
          // It stays with that: what asks this segment cannot be compiled either.
        }
      }
      return test
    }),
  }
  return operators
}

function compileSegment(segment: Segment, operators: Operators): Test {
  const included = new Set(segment.included)
  const excluded = segment.excluded.length > 0 ? new Set(segment.excluded) : undefined
  const conditions = compileConditions(segment.conditions, operators)
  return (asked, context) => {
    const unit = unitOf(asked)
    if (unit === undefined) return undefined
    if (excluded?.has(unit)) return false
    return included.has(unit) || (conditions.length > 0 && allHold(conditions, context))
  }
}
