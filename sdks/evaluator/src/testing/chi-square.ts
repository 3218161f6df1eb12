/**
 * How far counts are from what is expected of them, in standard deviations of a normal distribution
 * (Wilson and Hilferty's approximation of chi-square, good to some 0.01 for 10 and more degrees).
 */
function deviations(statistic: number, degrees: number): number {
  const spread = 2 / (9 * degrees)
  return (Math.cbrt(statistic / degrees) - (1 - spread)) / Math.sqrt(spread)
}

/** Of draws into bins that should be equally likely. */
export function uniformityOf(draws: readonly number[], bins: number): number {
  const counts = new Array<number>(bins).fill(0)
  for (const bin of draws) counts[bin] = (counts[bin] ?? 0) + 1
  const expected = draws.length / bins
  const statistic = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)
  return deviations(statistic, bins - 1)
}

/** Of two draws for each of many, which should say nothing about each other. */
export function independenceOf(a: readonly number[], b: readonly number[], bins: number): number {
  const cells = new Array<number>(bins * bins).fill(0)
  const rows = new Array<number>(bins).fill(0)
  const columns = new Array<number>(bins).fill(0)
  for (const [at, row] of a.entries()) {
    const column = b[at] ?? 0
    cells[row * bins + column] = (cells[row * bins + column] ?? 0) + 1
    rows[row] = (rows[row] ?? 0) + 1
    columns[column] = (columns[column] ?? 0) + 1
  }
  const statistic = cells.reduce((sum, count, at) => {
    const expected = ((rows[Math.floor(at / bins)] ?? 0) * (columns[at % bins] ?? 0)) / a.length
    return expected === 0 ? sum : sum + (count - expected) ** 2 / expected
  }, 0)
  return deviations(statistic, (bins - 1) ** 2)
}
