/** A source of random numbers that can be repeated: the same seed, the same numbers. */
export interface Random {
  /** 0 ≤ n < 1. */
  next(): number
  /** A whole number, 0 … below - 1. */
  below(below: number): number
  chance(probability: number): boolean
  pick<T>(list: readonly T[]): T
  /** So many of something. */
  times<T>(count: number, make: (index: number) => T): T[]
}

/** Mulberry32. */
export function createRandom(seed: number): Random {
  let state = seed
  function next(): number {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (limit: number) => Math.floor(next() * limit)
  return {
    next,
    below,
    chance: (probability) => next() < probability,
    pick: (list) => list[below(list.length)] as (typeof list)[number],
    times: (count, make) => Array.from({ length: count }, (_, index) => make(index)),
  }
}
