import { logGamma } from '@bunting/flag-server/releases/guard/log-gamma.ts'
import type { Random } from './random.ts'

/**
 * How many of n succeed, exactly distributed. Below 10 expected by waiting times between successes; from
 * 10 by transformed rejection (Hörmann, "The generation of binomial random variates", 1993).
 */
export function binomial(n: number, p: number, random: Random): number {
  if (n <= 0 || p <= 0) return 0
  if (p >= 1) return n
  if (p > 0.5) return n - binomial(n, 1 - p, random)
  return n * p < 10 ? waited(n, p, random) : transformed(n, p, random)
}

function waited(n: number, p: number, random: Random): number {
  const log = Math.log1p(-p)
  let successes = 0
  for (let at = 0; ; successes++) {
    at += Math.floor(Math.log(1 - random()) / log) + 1
    if (at > n) return successes
  }
}

function transformed(n: number, p: number, random: Random): number {
  const deviation = Math.sqrt(n * p * (1 - p))
  const b = 1.15 + 2.53 * deviation
  const a = -0.0873 + 0.0248 * b + 0.01 * p
  const quick = 0.92 - 4.2 / b
  const alpha = (2.83 + 5.1 / b) * deviation
  const mode = Math.floor((n + 1) * p)
  const top = logGamma(mode + 1) + logGamma(n - mode + 1)
  const logOdds = Math.log(p / (1 - p))
  for (;;) {
    const u = random() - 0.5
    const v = random()
    const us = 0.5 - Math.abs(u)
    const k = Math.floor(((2 * a) / us + b) * u + n * p + 0.5)
    if (us >= 0.07 && v <= quick) return k
    if (k < 0 || k > n) continue
    const proposed = Math.log((v * alpha) / (a / (us * us) + b))
    const log = top - logGamma(k + 1) - logGamma(n - k + 1) + (k - mode) * logOdds
    if (proposed <= log) return k
  }
}
