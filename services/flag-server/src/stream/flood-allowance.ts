import type { Limits } from './limits.ts'

/** So many messages at once, so many a second: what any honest SDK stays far below. */
export class FloodAllowance {
  #left: number
  #countedAt: number

  constructor({ burst }: Pick<Limits, 'burst'>, at: number) {
    this.#left = burst
    this.#countedAt = at
  }

  /** Whether one more may pass at this moment, in milliseconds. */
  takes({ burst, perSecond }: Pick<Limits, 'burst' | 'perSecond'>, at: number): boolean {
    this.#left = Math.min(burst, this.#left + ((at - this.#countedAt) / 1_000) * perSecond) - 1
    this.#countedAt = at
    return this.#left >= 0
  }
}
