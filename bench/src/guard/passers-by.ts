import { binomial } from './binomial.ts'
import { poisson } from './poisson.ts'
import type { Random } from './random.ts'
import type { Traffic } from './traffic.ts'

export interface PassersBy {
  readonly unitsPerMinute: number
  readonly guards: number
  /** Share of the treatment's units whose reports are lost. */
  readonly lost: number
}

/**
 * Each unit comes once. With several guards half of each one's bad events are common to all of them: one
 * failure trips every metric it touches.
 */
export function passersBy({ unitsPerMinute, guards, lost }: PassersBy, random: Random): Traffic {
  return ({ minutes, share, rate, ratio }) => {
    const arrive = (part: number) => poisson(unitsPerMinute * minutes * part, random)
    const units = { control: arrive(1 - share), treatment: arrive(share * (1 - lost)) }
    const goBad = (part: number) => ({
      control: binomial(units.control, rate * part, random),
      treatment: binomial(units.treatment, Math.min(1, rate * ratio) * part, random),
    })
    if (guards === 1) return { firstExposures: units, units, bad: [goBad(1)], again: [] }
    const common = goBad(0.5)
    const bad = Array.from({ length: guards }, () => {
      const own = goBad(0.5)
      return {
        control: common.control + own.control,
        treatment: common.treatment + own.treatment,
      }
    })
    return { firstExposures: units, units, bad, again: [] }
  }
}
