import { logSumExp } from './log-sum-exp.ts'
import { hitProbability, isComparison, type Trials } from './trials.ts'

/** Ratio of the rates of bad events, treatment over control; null where the data sets no bound. */
export interface RateRatio {
  readonly estimate: number | null
  readonly low: number
  readonly high: number | null
}

/** No ratio is looked for beyond e^±20. */
const WIDEST = 20
/** Spread of the prior over the log of the ratio: most releases are within a factor of two. */
const SPREAD = Math.log(2)

/**
 * The most likely ratio, and a confidence sequence: with probability 1 − α the true ratio, if it
 * stays the same, is inside at every moment it is ever looked at.
 *
 *     { r : L(r) ≥ α ∫ L(s) π(s) ds },  π log-normal around 1
 *
 * L is the likelihood of the same trials as in `mixture-e-process.ts`. For the true r the integral over
 * L(r) is a martingale that starts at 1, which exceeds 1/α with probability at most α. L is
 * log-concave in log r, so the set is an interval.
 *
 * Method of mixtures: Howard, Ramdas, McAuliffe & Sekhon, "Time-uniform, nonparametric, nonasymptotic
 * confidence sequences", arXiv 1810.08240; for this likelihood Lindon & Malek, arXiv 2011.03567.
 */
export function rateRatio(trials: readonly Trials[], alpha: number): RateRatio {
  const known = trials.filter((one) => isComparison(one) && one.hits + one.misses > 0)
  if (known.length === 0) return { estimate: null, low: 0, high: null }
  const hits = known.reduce((sum, one) => sum + one.hits, 0)
  const misses = known.reduce((sum, one) => sum + one.misses, 0)
  const best = rising((u) => -score(known, u), -WIDEST)
  const level = logIntegral(known) + Math.log(alpha)
  const inside = (u: number) => logLikelihood(known, u) - level
  return {
    estimate: misses === 0 ? null : hits === 0 ? 0 : Math.exp(best),
    low: hits === 0 || inside(-WIDEST) >= 0 ? 0 : Math.exp(rising(inside, -WIDEST, best)),
    high:
      misses === 0 || inside(WIDEST) >= 0
        ? null
        : Math.exp(-rising((v) => inside(-v), -WIDEST, -best)),
  }
}

/** log L at log-ratio u, without the parts that do not depend on u. */
function logLikelihood(trials: readonly Trials[], u: number): number {
  let log = 0
  for (const { p, hits, misses } of trials) {
    log += hits * u - (hits + misses) * Math.log1p(p * Math.expm1(u))
  }
  return log
}

/** Its derivative: falls with u. */
function score(trials: readonly Trials[], u: number): number {
  let sum = 0
  for (const { p, hits, misses } of trials) {
    sum += hits - (hits + misses) * hitProbability(p, Math.exp(u))
  }
  return sum
}

/** log ∫ L(u) φ(u) du: log-concave, so the trapezoid rule around its peak is as exact as doubles are. */
function logIntegral(trials: readonly Trials[]): number {
  const mode = rising((u) => u / SPREAD ** 2 - score(trials, u), -WIDEST)
  const width = 1 / Math.sqrt(1 / SPREAD ** 2 + curvature(trials, mode))
  const step = width / 8
  const logs: number[] = []
  for (let at = -96; at <= 96; at++) {
    const u = mode + at * step
    logs.push(logLikelihood(trials, u) - 0.5 * (u / SPREAD) ** 2)
  }
  return logSumExp(logs) + Math.log(step / (SPREAD * Math.sqrt(2 * Math.PI)))
}

function curvature(trials: readonly Trials[], u: number): number {
  let sum = 0
  for (const { p, hits, misses } of trials) {
    const theta = hitProbability(p, Math.exp(u))
    sum += (hits + misses) * theta * (1 - theta)
  }
  return sum
}

/** Where a function that crosses zero upwards once between `low` and `high` does so. */
function rising(f: (u: number) => number, low: number, high = WIDEST): number {
  let [from, to] = [low, high]
  for (let turn = 0; turn < 60; turn++) {
    const middle = (from + to) / 2
    if (f(middle) < 0) from = middle
    else to = middle
  }
  return (from + to) / 2
}
