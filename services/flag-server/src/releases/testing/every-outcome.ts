/** How many of n events may be hits, each with its probability: the binomial distribution, summed exactly. */
export function everyOutcome(n: number, p: number): { hits: number; probability: number }[] {
  const outcomes: { hits: number; probability: number }[] = []
  let probability = (1 - p) ** n
  for (let hits = 0; hits <= n; hits++) {
    outcomes.push({ hits, probability })
    probability *= ((n - hits) / (hits + 1)) * (p / (1 - p))
  }
  return outcomes
}
