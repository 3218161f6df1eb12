import type { Condition } from '@bunting/evaluator'

/** Keys of the segments that conditions ask for. */
export function segmentKeysIn(
  conditions: readonly Pick<Condition, 'operator' | 'values'>[],
): string[] {
  return conditions
    .filter(({ operator }) => operator === 'inSegment')
    .flatMap(({ values }) => values.map(String))
}
