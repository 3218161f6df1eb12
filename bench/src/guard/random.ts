/** Uniform in [0, 1). */
export type Random = () => number

/**
 * The same numbers for the same seed and run: sfc32 (Doty-Humphrey, PractRand). Its 128 bits of state keep
 * the streams of thousands of runs from overlapping.
 */
export function seeded(seed: number, run = 0): Random {
  let [a, b, c, counter] = [seed | 0, run | 0, 0x9e3779b9 | 0, 1]
  const next = () => {
    const sum = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + sum
    return (sum >>> 0) / 2 ** 32
  }
  // Seeds that differ in one bit need some rounds to look unlike.
  for (let round = 0; round < 15; round++) next()
  return next
}
