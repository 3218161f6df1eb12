/**
 * So many at once and so many a minute for each key, in the memory of this process. One number is kept
 * for a key: the moment at which its whole allowance is back (the generic cell rate algorithm).
 */
export interface Allowances {
  /** Takes one. Answers 0 when there was one, else in how many milliseconds there will be. */
  take(key: string): number
  /** Puts back what was taken: it did not count. */
  giveBack(key: string): void
}

export interface AllowanceOptions {
  /** 0: everything is allowed. */
  readonly perMinute: number
  /** As many as a minute brings, unless told. */
  readonly atOnce?: number
  /** Keys that are remembered; of more the least recently used are forgotten, and begin anew. */
  readonly mostKeys?: number
  /** Milliseconds of any clock that does not jump. */
  readonly now: () => number
}

const FREE: Allowances = { take: () => 0, giveBack: () => undefined }
const MOST_KEYS = 50_000

export function createAllowances(options: AllowanceOptions): Allowances {
  const { perMinute, atOnce = perMinute, mostKeys = MOST_KEYS, now } = options
  if (perMinute === 0) return FREE
  const eachMs = 60_000 / perMinute
  const toleratedMs = (Math.max(atOnce, 1) - 1) * eachMs
  /** When each is whole again. In the order in which they were last asked for. */
  const wholeAt = new Map<string, number>()

  function keep(key: string, at: number): void {
    wholeAt.delete(key)
    if (wholeAt.size >= mostKeys) {
      const [oldest] = wholeAt.keys()
      if (oldest !== undefined) wholeAt.delete(oldest)
    }
    wholeAt.set(key, at)
  }

  return {
    take(key) {
      const at = now()
      const whole = Math.max(wholeAt.get(key) ?? at, at)
      const waitMs = whole - at - toleratedMs
      // A thousandth of a millisecond is what adding up fractions may be off by.
      if (waitMs > 0.001) return waitMs
      keep(key, whole + eachMs)
      return 0
    },
    giveBack(key) {
      const whole = wholeAt.get(key)
      if (whole !== undefined) wholeAt.set(key, whole - eachMs)
    },
  }
}
