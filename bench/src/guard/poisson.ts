import { logGamma } from '@bunting/flag-server/releases/guard/log-gamma.ts'
import type { Random } from './random.ts'

/**
 * A Poisson number, exactly distributed. Below a mean of 10 by counting; from 10 by transformed rejection
 * (Hörmann, "The transformed rejection method for generating Poisson random variables", 1993).
 */
export function poisson(mean: number, random: Random): number {
  return mean < 10 ? counted(mean, random) : transformed(mean, random)
}

function counted(mean: number, random: Random): number {
  const limit = Math.exp(-mean)
  let count = 0
  for (let product = random(); product > limit; product *= random()) count++
  return count
}

function transformed(mean: number, random: Random): number {
  const b = 0.931 + 2.53 * Math.sqrt(mean)
  const a = -0.059 + 0.02483 * b
  const logInverseAlpha = Math.log(1.1239 + 1.1328 / (b - 3.4))
  const quick = 0.9277 - 3.6224 / (b - 2)
  for (;;) {
    const u = random() - 0.5
    const v = random()
    const us = 0.5 - Math.abs(u)
    const k = Math.floor(((2 * a) / us + b) * u + mean + 0.43)
    if (us >= 0.07 && v <= quick) return k
    if (k < 0 || (us < 0.013 && v > us)) continue
    const proposed = Math.log(v) + logInverseAlpha - Math.log(a / (us * us) + b)
    if (proposed <= k * Math.log(mean) - mean - logGamma(k + 1)) return k
  }
}
