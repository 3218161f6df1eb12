import type { Segment } from '@bunting/evaluator'
import type { SegmentConfiguration } from '@bunting/flag-server/segments/segment-schemas.ts'

/** The segment as an SDK would get it. It came as JSON, where what is undefined is absent. */
export function evaluatedSegment(
  key: string,
  { included, excluded, conditions }: SegmentConfiguration,
): Segment {
  return { key, included, excluded, conditions } as Segment
}
