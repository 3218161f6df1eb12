/**
 * First bad events of one guard while the shares stayed the same, counted by where they fell.
 *
 * `p` is the probability of a hit if the release changes nothing: the treatment's share. The counts
 * are all that is needed of a stretch, since every order of the same events is equally likely.
 */
export interface Trials {
  /** 0 … 1; a stretch at 0 or 1 has nothing to compare with and says nothing. */
  readonly p: number
  /** In the treatment. */
  readonly hits: number
  /** In the control. */
  readonly misses: number
}

/** Probability of a hit when the treatment's rate of bad events is `ratio` times the control's. */
export function hitProbability(p: number, ratio: number): number {
  return (p * ratio) / (p * ratio + 1 - p)
}

/** Whether something can be learnt from it. */
export function isComparison({ p }: Trials): boolean {
  return p > 0 && p < 1
}
