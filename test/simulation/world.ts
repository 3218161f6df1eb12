import type { VirtualTime } from './virtual-time.ts'

/** What everything in a simulation shares. */
export interface World {
  readonly time: VirtualTime
  /** In [0, 1), from the seed. */
  readonly random: () => number
  readonly weather: Weather
  /** Something happened that never may. */
  readonly violated: (guarantee: string) => void
}

/** What becomes of a message on the way: chances in [0, 1). */
export interface Weather {
  lost: number
  twice: number
  overtaking: number
  damaged: number
  maxDelayMs: number
}

export const CALM: Weather = { lost: 0, twice: 0, overtaking: 0, damaged: 0, maxDelayMs: 20 }

/** What no network does, but what must not matter. */
export const STORM: Weather = {
  lost: 0.1,
  twice: 0.05,
  overtaking: 0.1,
  damaged: 0.03,
  maxDelayMs: 2_000,
}
