import type { Segment } from '../ruleset.ts'
import { checkConditions } from './check-condition.ts'
import { checkHashed } from './check-hashed.ts'
import { circleFrom } from './circle.ts'
import type { Existing } from './existing.ts'
import type { Problem } from './problem.ts'

/** How deep segments may be nested in one. */
export const SEGMENT_DEPTH_LIMIT = 10

/** How many conditions one question to a segment may ask: nested segments count as often as asked. */
export const SEGMENT_WEIGHT_LIMIT = 10_000

/** What would keep the segment from being evaluated; empty when it may be saved. */
export function checkSegment(segment: Segment, existing: Existing): Problem[] {
  const path = ['conditions']
  const { conditions, included, excluded, hashed } = segment
  const problems = [
    ...checkHashed(included, hashed, ['included']),
    ...checkHashed(excluded, hashed, ['excluded']),
    ...checkConditions(conditions, path, existing),
  ]
  const nestedIn = (key: string) =>
    nestedSegments(key === segment.key ? segment : existing.segment(key))
  const circle = circleFrom(segment.key, nestedIn)
  if (circle) return [...problems, { path, message: `goes in a circle: ${circle.join(' → ')}` }]
  const { depth, weight } = extentOf(segment, existing, new Map())
  if (depth > SEGMENT_DEPTH_LIMIT)
    problems.push({
      path,
      message: `nests segments ${depth} deep, more than ${SEGMENT_DEPTH_LIMIT}`,
    })
  if (weight > SEGMENT_WEIGHT_LIMIT)
    problems.push({ path, message: `asks ${weight} conditions, more than ${SEGMENT_WEIGHT_LIMIT}` })
  return problems
}

interface Extent {
  /** Levels of segments, this one included. */
  readonly depth: number
  /** Conditions asked in the worst case. */
  readonly weight: number
}

const NOTHING: Extent = { depth: 0, weight: 0 }

function extentOf(
  segment: Segment | undefined,
  existing: Existing,
  known: Map<string, Extent>,
): Extent {
  if (segment === undefined) return NOTHING
  let extent = known.get(segment.key)
  if (extent === undefined) {
    // Until it is known: segments that are saved may go in a circle without this one.
    known.set(segment.key, NOTHING)
    const nested = nestedSegments(segment).map((key) =>
      extentOf(existing.segment(key), existing, known),
    )
    extent = {
      depth: 1 + Math.max(0, ...nested.map(({ depth }) => depth)),
      weight: nested.reduce((sum, { weight }) => sum + weight, segment.conditions.length),
    }
    known.set(segment.key, extent)
  }
  return extent
}

function nestedSegments(segment: Segment | undefined): string[] {
  const conditions = segment?.conditions ?? []
  return conditions.flatMap(({ operator, values }) =>
    operator === 'inSegment' ? values.map(String) : [],
  )
}
