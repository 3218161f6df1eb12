import { binomial } from './binomial.ts'
import type { Random } from './random.ts'
import type { Traffic } from './traffic.ts'

/** Users who come again and again, and do so alike. */
export interface Crowd {
  readonly size: number
  readonly visitsPerMinute: number
  /** How many times the base rate their visits go bad. */
  readonly proneness: number
}

/** Users of one crowd who change arms together; `last` ends their part of the hash space, 0 … 1. */
interface Band {
  readonly crowd: Crowd
  readonly last: number
  readonly size: number
  neverSeen: number
  seenEarlier: number
  neverBad: number
  /** How many had their last bad event in which stretch. */
  readonly lastBad: number[]
}

/**
 * A population that stays the same and returns, split into bands at the shares that will be in force, each
 * user in a random one. Every visit may go bad, but only a user's first bad event of a stretch counts;
 * whoever had one in the control brings it along into the treatment.
 */
export function regulars(
  crowds: readonly Crowd[],
  shares: readonly number[],
  random: Random,
): Traffic {
  const bands = crowds.flatMap((crowd) => bandsOf(crowd, shares, random))
  let current = -1
  return ({ minutes, share, stretch, rate, ratio }) => {
    const firstExposures = { control: 0, treatment: 0 }
    const units = { control: 0, treatment: 0 }
    const bad = { control: 0, treatment: 0 }
    const again = Array.from({ length: stretch }, (_, previous) => {
      return { stretch, previous, control: 0, treatment: 0 }
    })
    const isNewStretch = stretch !== current
    current = stretch
    for (const band of bands) {
      const arm = band.last <= share ? 'treatment' : 'control'
      const { visitsPerMinute, proneness } = band.crowd
      if (isNewStretch) band.seenEarlier = band.size - band.neverSeen
      const comes = -Math.expm1(-visitsPerMinute * minutes)
      const fresh = binomial(band.neverSeen, comes, random)
      const back = binomial(band.seenEarlier, comes, random)
      band.neverSeen -= fresh
      band.seenEarlier -= back
      firstExposures[arm] += fresh
      units[arm] += fresh + back
      const badPerVisit = Math.min(1, rate * proneness * (arm === 'treatment' ? ratio : 1))
      const goesBad = -Math.expm1(-visitsPerMinute * minutes * badPerVisit)
      const failed = binomial(band.neverBad, goesBad, random)
      band.neverBad -= failed
      bad[arm] += failed
      let moved = failed
      for (const counts of again) {
        const once = band.lastBad[counts.previous] ?? 0
        const twice = binomial(once, goesBad, random)
        band.lastBad[counts.previous] = once - twice
        counts[arm] += twice
        moved += twice
      }
      band.lastBad[stretch] = (band.lastBad[stretch] ?? 0) + moved
    }
    return { firstExposures, units, bad: [bad], again }
  }
}

/** Each user in a band by chance: a multinomial draw, as one binomial after the other. */
function bandsOf(crowd: Crowd, shares: readonly number[], random: Random): Band[] {
  let left = crowd.size
  let first = 0
  return [...shares, 1].map((last) => {
    const size = last === 1 ? left : binomial(left, (last - first) / (1 - first), random)
    left -= size
    first = last
    return { crowd, last, size, neverSeen: size, seenEarlier: 0, neverBad: size, lastBad: [] }
  })
}
