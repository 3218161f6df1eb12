import type { Exposure } from '../flags/exposure.ts'
import { WHOLE } from '../flags/shares.ts'
import { percent } from '../shared/number-words.ts'

/** A share of the treatment for the bar that flags have in their list. */
export function shareExposure(share: number): Exposure {
  const state = share === 0 ? 'off' : share === WHOLE ? 'on' : 'partial'
  return { state, share, words: percent(share), beside: null }
}
