/** log Σ exp(x), without overflow. Of nothing: log 0. */
export function logSumExp(logs: readonly number[]): number {
  let largest = Number.NEGATIVE_INFINITY
  for (const log of logs) if (log > largest) largest = log
  if (!Number.isFinite(largest)) return largest
  let sum = 0
  for (const log of logs) sum += Math.exp(log - largest)
  return largest + Math.log(sum)
}

/** log of the mean of what is given by its logarithms. */
export function logMeanExp(logs: readonly number[]): number {
  return logSumExp(logs) - Math.log(logs.length)
}
