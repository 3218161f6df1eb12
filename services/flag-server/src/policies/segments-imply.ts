import { isDeepStrictEqual } from 'node:util'
import type { Segment } from '@bunting/evaluator'
import type { Comparing } from './comparing.ts'
import { implies, predicateOf, type SegmentImplies, type Side } from './implies.ts'

/** Something before and after a change; undefined where it is not there. */
export interface Sides<T> {
  readonly before: T | undefined
  readonly after: T | undefined
}

/**
 * Whether everybody in a segment before is in it after, or the other way round, told from lists and
 * conditions. A segment that `segments` does not know is not changed.
 */
export function segmentsImply(
  segments: ReadonlyMap<string, Sides<Segment>>,
  spend: Comparing['spend'],
): SegmentImplies {
  const known = new Map<string, boolean>()

  function compare(key: string, from: Side, to: Side): boolean {
    const sides = segments.get(key)
    if (!sides || from === to) return true
    const { [from]: smaller, [to]: larger } = sides
    if (!smaller || !larger) return false
    return (
      contains(larger.included, withoutThose(smaller.included, smaller.excluded)) &&
      contains(smaller.excluded, larger.excluded) &&
      conditionsImply(smaller, larger, from, to)
    )
  }

  function conditionsImply(smaller: Segment, larger: Segment, from: Side, to: Side): boolean {
    // Without conditions nobody is in it by them.
    if (smaller.conditions.length === 0) return true
    if (larger.conditions.length === 0) return false
    const given = predicateOf(smaller.conditions, from)
    const wanted = predicateOf(larger.conditions, to)
    return implies(given, wanted, { segment: oracle, spend })
  }

  const oracle: SegmentImplies = (key, from, to) => {
    const question = `${from} ${to} ${key}`
    let answer = known.get(question)
    if (answer === undefined) {
      // What a circle of segments would meet; such a ruleset is not saved.
      known.set(question, false)
      answer = compare(key, from, to)
      known.set(question, answer)
    }
    return answer
  }
  return oracle
}

function contains(list: readonly string[], units: readonly string[]): boolean {
  if (units.length === 0 || isDeepStrictEqual(list, units)) return true
  const listed = new Set(list)
  return units.every((unit) => listed.has(unit))
}

function withoutThose(units: readonly string[], taken: readonly string[]): readonly string[] {
  if (taken.length === 0) return units
  const gone = new Set(taken)
  return units.filter((unit) => !gone.has(unit))
}
