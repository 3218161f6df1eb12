import { unitOf } from './attribute.ts'
import { allHold, compileConditions } from './condition.ts'
import { hashWith } from './hashed-list.ts'
import { segmentNode } from './node-names.ts'
import { anyOf, type Operators, type Test } from './operators/test.ts'
import { refuse } from './refuse.ts'
import type { Segment } from './ruleset.ts'

/**
 * The known operators and `inSegment`; a segment is compiled when it is first asked for.
 *
 * @param compiled tests by segment node
 * @param segmentOf throws when there is no such segment
 */
export function operatorsWith(
  known: Operators,
  compiled: Map<string, Test>,
  segmentOf: (key: string) => Segment,
): Operators {
  const operators: Operators = {
    ...known,
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
  const included = new Map(segment.included.map((unit) => [unit, 0]))
  const excluded = segment.excluded.length > 0 ? new Set(segment.excluded) : undefined
  const hash = segment.hashed === undefined ? undefined : hashWith(segment.hashed)
  const conditions = compileConditions(segment.conditions, operators)
  const test: Test = (asked, context) => {
    const unit = unitOf(asked)
    if (unit === undefined) return undefined
    const listed = hash ? hash(unit) : unit
    if (excluded?.has(listed)) return false
    return included.has(listed) || (conditions.length > 0 && allHold(conditions, context))
  }
  if (hash !== undefined || conditions.length > 0) return test
  for (const unit of segment.excluded) included.delete(unit)
  return Object.assign(test, { members: included })
}
