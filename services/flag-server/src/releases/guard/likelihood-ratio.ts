import { hitProbability, isComparison, type Trials } from './trials.ts'

/**
 * log of how much more likely the counts are at `k · ratio` than at `ratio`.
 *
 * With θ the probability of a hit at `ratio`, θ_k / θ = k / (1 + θ(k − 1)) and
 * (1 − θ_k) / (1 − θ) = 1 / (1 + θ(k − 1)): one logarithm for the hits, one for all. `log1p` keeps the
 * digits where θ or k − 1 is tiny and the counts are in the millions.
 *
 * Lindon & Malek, "Anytime-Valid Inference for Multinomial Count Data", arXiv 2011.03567.
 */
export function logLikelihoodRatio(trials: Trials, ratio: number, k: number): number {
  if (!isComparison(trials)) return 0
  const { p, hits, misses } = trials
  return hits * Math.log(k) - (hits + misses) * Math.log1p(hitProbability(p, ratio) * (k - 1))
}
