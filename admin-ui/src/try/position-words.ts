import type { Step } from '@bunting/flag-server/evaluation/explanation-schemas.ts'
import { WHOLE } from '../flags/shares.ts'
import { percent } from '../shared/number-words.ts'

export type RolloutStep = NonNullable<Extract<Step, { step: 'serve' }>['rollout']>

/** How many positions there are. */
const POSITIONS = 2 ** 32

/**
 * `position 18.204 % < 30 %`, `30 % ≤ position 41.337 % < 60 %`: where the unit fell, between the
 * boundaries of its arm. Null when there is no unit to bucket.
 */
export function positionWords(rollout: RolloutStep): string | null {
  const place = placeOf(rollout)
  if (place === null) return null
  const { from, to, position } = place
  return [
    from > 0 && `${percent(from)} ≤ `,
    `position ${(position / 1_000).toFixed(3)}\u00a0%`,
    to < WHOLE && ` < ${percent(to)}`,
  ]
    .filter(Boolean)
    .join('')
}

interface BucketPlace {
  /** In 1/1000 of a percent, as are the boundaries of the arm: from (included) to (excluded). */
  readonly position: number
  readonly from: number
  readonly to: number
}

/**
 * The position in 1/1000 of a percent, rounded down; next to a boundary to the side it is on, for
 * boundaries are whole positions and shares are not.
 */
export function placeOf({ position, arms }: RolloutStep): BucketPlace | null {
  if (position === undefined) return null
  let from = 0
  for (const arm of arms) {
    const to = from + arm.share
    if (position < arm.to) {
      const rounded = Math.floor((position * WHOLE) / POSITIONS)
      return { from, to, position: Math.min(Math.max(rounded, from), to - 1) }
    }
    from = to
  }
  return null
}
