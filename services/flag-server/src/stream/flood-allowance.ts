import type { Limits } from './limits.ts'

/**
 * So many messages at once, so many a second: what any honest SDK stays far below. Counted in
 * thousandths of a message, which come one by one with each millisecond.
 */
export class FloodAllowance {
  #left: number
  #countedAt: number

  constructor({ burst }: Pick<Limits, 'burst'>, at: number) {
    this.#left = burst * 1_000
    this.#countedAt = at
  }

  /** Whether one more may pass at this moment, in milliseconds. */
  takes({ burst, perSecond }: Pick<Limits, 'burst' | 'perSecond'>, at: number): boolean {
    const earned = (at - this.#countedAt) * perSecond
    this.#left = Math.min(burst * 1_000, this.#left + earned) - 1_000
    this.#countedAt = at
    return this.#left >= 0
  }
}
