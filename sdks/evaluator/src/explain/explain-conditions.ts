import { unitOf } from '../attribute.ts'
import type { CompiledRuleset } from '../create-ruleset.ts'
import type { EvaluationContext } from '../decision.ts'
import { hashWith } from '../hashed-list.ts'
import { parseLine } from '../line.ts'
import { segmentNode } from '../node-names.ts'
import { OPERATORS } from '../operators/all-operators.ts'
import type { Value, Verdict } from '../operators/test.ts'
import type { Condition, Segment } from '../ruleset.ts'
import type { ConditionStep, SegmentStep } from './explanation.ts'
import { valueIn } from './value-in.ts'

/** In order, up to and including the first that does not hold. */
export function explainConditions(
  conditions: readonly Condition[],
  context: EvaluationContext,
  ruleset: CompiledRuleset,
): ConditionStep[] {
  const steps: ConditionStep[] = []
  for (const condition of conditions) {
    const step = explainCondition(condition, context, ruleset)
    steps.push(step)
    if (!step.holds) break
  }
  return steps
}

function explainCondition(
  condition: Condition,
  context: EvaluationContext,
  ruleset: CompiledRuleset,
): ConditionStep {
  const { attribute, operator, negate = false } = condition
  const found = valueIn(context, attribute)
  const missing = found === undefined || found === null
  if (operator === 'exists')
    return { condition, found, outcome: missing ? 'missing' : 'match', holds: missing === negate }
  if (missing) return { condition, found, outcome: 'missing', holds: false }
  const segments: SegmentStep[] = []
  try {
    const { verdict, matched } = compare(found, testsOf(condition, context, ruleset, segments))
    return {
      condition,
      found,
      outcome: verdict === undefined ? 'wrong-type' : verdict ? 'match' : 'no-match',
      ...(matched && { matched }),
      ...(segments.length > 0 && { segments }),
      holds: verdict !== undefined && verdict !== negate,
    }
  } catch {
    // A list with a getter that throws, a text too long to fold.
    return { condition, found, outcome: 'missing', holds: false }
  }
}

interface ValueTest {
  readonly value: Value
  readonly test: (asked: unknown) => Verdict
}

/** One test for each of the condition's values. */
function testsOf(
  { operator, values, ignoreCase = false, hashed }: Condition,
  context: EvaluationContext,
  ruleset: CompiledRuleset,
  segments: SegmentStep[],
): ValueTest[] {
  return values.map((value) => {
    if (operator === 'inSegment') {
      const segment = parseSegment(`${value}`, ruleset)
      return { value, test: (asked) => askSegment(segment, asked, context, ruleset, segments) }
    }
    const test = OPERATORS[operator]([value], ignoreCase, hashed)
    return { value, test: (asked) => test(asked, context) }
  })
}

interface Comparison {
  readonly verdict: Verdict
  readonly matched?: NonNullable<ConditionStep['matched']>
}

/** A list matches when an element does; it is of the right type when it is empty or one element is. */
function compare(found: unknown, tests: readonly ValueTest[]): Comparison {
  if (!Array.isArray(found)) return compareOne(found, tests)
  let verdict: Verdict = found.length === 0 ? false : undefined
  for (const element of found) {
    const one = compareOne(element, tests)
    if (one.verdict) return { verdict: true, matched: { ...one.matched, element } }
    verdict ??= one.verdict
  }
  return { verdict }
}

function compareOne(asked: unknown, tests: readonly ValueTest[]): Comparison {
  let verdict: Verdict
  for (const { value, test } of tests) {
    const one = test(asked)
    if (one) return { verdict: true, matched: { value } }
    verdict ??= one
  }
  return { verdict }
}

function parseSegment(key: string, ruleset: CompiledRuleset): Segment {
  return parseLine<Segment>(ruleset.lines.get(segmentNode(key)), key)
}

/** Excluded, else included, else by conditions, of which there must be one. */
function askSegment(
  { key, included, excluded, conditions, hashed }: Segment,
  asked: unknown,
  context: EvaluationContext,
  ruleset: CompiledRuleset,
  segments: SegmentStep[],
): Verdict {
  const unit = unitOf(asked)
  if (unit === undefined) return undefined
  const wanted = hashed === undefined ? unit : hashWith(hashed)(unit)
  const listed = excluded.includes(wanted)
    ? 'excluded'
    : included.includes(wanted)
      ? 'included'
      : undefined
  const asks = listed === undefined ? explainConditions(conditions, context, ruleset) : []
  const meets = asks.length > 0 && asks.every(({ holds }) => holds)
  const because = listed ?? (asks.length > 0 ? 'conditions' : 'not-listed')
  const member = listed === 'included' || meets
  const how = hashed === undefined ? {} : { hashed: true as const }
  segments.push({ segment: key, unit, because, conditions: asks, member, ...how })
  return member
}
