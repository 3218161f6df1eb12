import { logBeta } from './log-gamma.ts'
import { isComparison, type Trials } from './trials.ts'

/** A release is held by mistake for its sample ratio at most once in a thousand. */
export const SAMPLE_RATIO_ALPHA = 0.001

/** What the prior expects of a broken ratio: the smaller arm off by a fifth, give or take. */
const EXPECTED_DEVIATION = 0.2

/**
 * log E against "first exposures fall into the treatment with probability p": at each share a
 * Beta-Binomial against the Binomial,
 *
 *     E = Π_p B(a + x, b + n − x) / B(a, b) / (p^x (1 − p)^(n − x))
 *
 * with x of n in the treatment and a Beta prior around p. Stretches of the same share are one
 * Binomial. A wrong ratio means that exposures or events of one arm get lost, and that nothing the
 * comparison says can be believed.
 *
 * Lindon & Malek, "Anytime-Valid Inference for Multinomial Count Data", arXiv 2011.03567, section 2
 * (Dirichlet-Multinomial; two arms make it Beta-Binomial).
 */
export function logSampleRatioEvidence(firstExposures: readonly Trials[]): number {
  const byShare = Map.groupBy(firstExposures.filter(isComparison), ({ p }) => p)
  let log = 0
  for (const [p, stretches] of byShare) {
    const hits = stretches.reduce((sum, one) => sum + one.hits, 0)
    const misses = stretches.reduce((sum, one) => sum + one.misses, 0)
    const [a, b] = priorAround(p)
    log += logBeta(a + hits, b + misses) - logBeta(a, b)
    log -= hits * Math.log(p) + misses * Math.log1p(-p)
  }
  return log
}

/** Beta(a, b) with mean p whose standard deviation is a fifth of the smaller arm. */
function priorAround(p: number): [number, number] {
  const smaller = Math.min(p, 1 - p)
  const strength = (1 - smaller) / smaller / EXPECTED_DEVIATION ** 2 - 1
  return [p * strength, (1 - p) * strength]
}
