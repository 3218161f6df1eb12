/**
 * So many at once and so many a minute for each key, in the memory of this process. One number is kept
 * for a key: the moment at which its whole allowance is back (the generic cell rate algorithm).
 */
export interface Allowances {
  /** Takes one. Answers 0 when there was one, else in how many milliseconds there will be. */
  take(key: string): number
  /** Whether there is none to take at this moment. Does not count as a use. */
  isUsedUp(key: string): boolean
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

const FREE: Allowances = { take: () => 0, isUsedUp: () => false, giveBack: () => undefined }
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

  function waitMsOf(key: string, at: number): number {
    const waitMs = (wholeAt.get(key) ?? at) - at - toleratedMs
    // A thousandth of a millisecond is what adding up fractions may be off by.
    return waitMs > 0.001 ? waitMs : 0
  }

  return {
    take(key) {
      const at = now()
      const waitMs = waitMsOf(key, at)
      if (waitMs === 0) keep(key, Math.max(wholeAt.get(key) ?? at, at) + eachMs)
      return waitMs
    },
    isUsedUp: (key) => waitMsOf(key, now()) > 0,
    giveBack(key) {
      const whole = wholeAt.get(key)
      if (whole !== undefined) wholeAt.set(key, whole - eachMs)
    },
  }
}
