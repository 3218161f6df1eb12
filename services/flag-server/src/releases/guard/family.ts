import { logMeanExp } from './log-sum-exp.ts'

/** Which guards prove a regression: one by itself, or all of them only together. */
export type Verdict =
  | { readonly type: 'one'; readonly guard: string; readonly logE: number }
  | { readonly type: 'together'; readonly logE: number }

/**
 * The family rule at level α over m guards, given log (v_j E_j) of each guard for the same bets j: one
 * guard's is at least m/α, or for one bet the mean over the guards is at least 1/α.
 *
 * The mean of e-processes is one, however they depend on each other, so the second keeps P(ever) ≤ α by
 * itself; and it contains the first (a sum of non-negatives is at least each of them). α is spent once. The
 * first is there to name the guard.
 *
 * Vovk & Wang, "E-values: Calibration, combination and applications", arXiv 1912.06116.
 */
export function familyVerdict(
  bets: ReadonlyMap<string, readonly number[]>,
  alpha: number,
): Verdict | undefined {
  const threshold = -Math.log(alpha)
  let together = Number.NEGATIVE_INFINITY
  let one: { guard: string; logE: number } | undefined
  for (const [guard, logs] of bets) {
    for (const [at, logE] of logs.entries()) {
      if (one === undefined || logE > one.logE) one = { guard, logE }
      const mean = logMeanExp([...bets.values()].map((all) => all[at] ?? Number.NEGATIVE_INFINITY))
      together = Math.max(together, mean)
    }
  }
  if (one && one.logE >= threshold + Math.log(bets.size)) return { type: 'one', ...one }
  return together >= threshold ? { type: 'together', logE: together } : undefined
}
