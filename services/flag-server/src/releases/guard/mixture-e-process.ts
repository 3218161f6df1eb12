import { logLikelihoodRatio } from './likelihood-ratio.ts'
import { logMeanExp } from './log-sum-exp.ts'
import type { Trials } from './trials.ts'

/** How many times worse than tolerated: each is a bet with an equal part of the stake. */
export const RATIOS: readonly number[] = [1.1, 1.25, 1.5, 2, 3, 5, 10, 20]

/**
 * log E, the evidence that the treatment is more than `tolerated` times as bad as the control.
 *
 *     E = Σ_k w_k Π_i (θ_k/θ_0)^x_i ((1−θ_k)/(1−θ_0))^(1−x_i)
 *
 * over ratios k · tolerated, θ at the share then in force, x_i = 1 when first-bad-event i fell in the
 * treatment. While the treatment is at most `tolerated` times as bad, whatever the rate of bad events
 * does over time, E has mean at most 1 at every moment and P(E ever ≥ 1/α) ≤ α (Ville).
 *
 * Lindon, Sanden & Shirikian, "Rapid Regression Detection in Software Deployments through Sequential
 * Testing", arXiv 2205.14762; Lindon & Malek, arXiv 2011.03567.
 */
export function logMixture(
  trials: readonly Trials[],
  tolerated: number,
  ratios: readonly number[] = RATIOS,
): number {
  return logMeanExp(
    ratios.map((k) => trials.reduce((sum, one) => sum + logLikelihoodRatio(one, tolerated, k), 0)),
  )
}

/** Events of units whose last bad event before was in an earlier stretch. */
export interface Again {
  /** Index of the stretch they happened in. */
  readonly stretch: number
  /** Index of the stretch with the units' bad event before, less than `stretch`. */
  readonly previous: number
  readonly trials: Trials
}

/**
 * log (v_j E_j) for each stretch j: bets that are placed anew in every stretch, with stakes
 * v_j = 1 / (j (j + 1)), j = 1, 2, …, which add up to 1.
 *
 * E_j is the mixture over the first bad event of each unit *since stretch j began*: `first` counts
 * those that were a unit's first of all, `again` the others by when the one before was. Each E_j is an
 * e-process of its own, so the probability that any v_j E_j ever reaches 1/α is at most Σ α v_j = α.
 * What breaks at a late stage is then found without outweighing all the good hours before.
 *
 * Why units count again for later bets: a treatment that is better makes units fail later. Were they
 * counted once for all bets, the control would run out of units that can still fail, the treatment
 * would not, and a late bet would see that as a regression. Counted from the bet's beginning on, better
 * means fewer at every moment.
 */
export function logBets(
  first: readonly Trials[],
  again: readonly Again[],
  tolerated: number,
): readonly number[] {
  const bets: number[] = []
  const since = RATIOS.map(() => 0)
  for (let start = first.length - 1; start >= 0; start--) {
    const counted = again.filter((one) => one.previous < start && start <= one.stretch)
    const logs = RATIOS.map((k, at) => {
      const own = since[at] ?? 0
      const more = own + logLikelihoodRatio(first[start] ?? NOTHING, tolerated, k)
      since[at] = more
      return counted.reduce(
        (sum, { trials }) => sum + logLikelihoodRatio(trials, tolerated, k),
        more,
      )
    })
    bets.unshift(logMeanExp(logs) - Math.log((start + 1) * (start + 2)))
  }
  return bets
}

const NOTHING: Trials = { p: 0, hits: 0, misses: 0 }
