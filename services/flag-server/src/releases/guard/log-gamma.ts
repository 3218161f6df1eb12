const COEFFICIENTS: readonly number[] = [
  676.5203681218851, -1259.1392167224028, 771.3234287776531, -176.6150291621406, 12.507343278686905,
  -0.13857109526572012, 9.984369578019572e-6, 1.5056327351493116e-7,
]

/**
 * log Γ(x) for x > 0, to 14 digits: Stirling's series from 20 on, Lanczos's approximation (g = 7) below.
 */
export function logGamma(x: number): number {
  const half = 0.5 * Math.log(2 * Math.PI)
  if (x >= 20) {
    const y = 1 / (x * x)
    const series = (1 / 12 - y * (1 / 360 - y * (1 / 1260 - y / 1680))) / x
    return (x - 0.5) * Math.log(x) - x + half + series
  }
  let sum = 0.9999999999998099
  for (const [at, coefficient] of COEFFICIENTS.entries()) sum += coefficient / (x + at)
  const t = x + 6.5
  return half + (x - 0.5) * Math.log(t) - t + Math.log(sum)
}

/** log B(a, b) for a, b > 0. */
export function logBeta(a: number, b: number): number {
  return logGamma(a) + logGamma(b) - logGamma(a + b)
}
