const HOUR = 3_600_000

/** A first guess of a time: not so near that it is over before one has looked at it. */
export function nextFullHour(now: number): string {
  return new Date(Math.ceil(now / HOUR + 0.5) * HOUR).toISOString()
}
