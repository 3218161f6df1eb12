/** The candidate that the fewest typing mistakes away; undefined when all are too far to be meant. */
export function nearest(typed: string, candidates: readonly string[]): string | undefined {
  const [best] = candidates
    .map((candidate) => ({ candidate, away: distance(typed, candidate) }))
    .filter(({ away, candidate }) => away <= Math.max(1, Math.floor(candidate.length / 3)))
    .sort((a, b) => a.away - b.away)
  return best?.candidate ?? candidates.find((one) => typed.length > 1 && one.startsWith(typed))
}

/** `Did you mean -e staging? There are development, staging` */
export function closeTo(typed: string, keys: readonly string[], option: string): string {
  const close = nearest(typed, keys)
  return `${close ? `Did you mean ${option}${close}? ` : ''}There are ${keys.join(', ')}`
}

/** Insertions, deletions, replacements, and two neighbours swapped (optimal string alignment). */
function distance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, at) => at)]
  const at = (row: number, column: number) => rows[row]?.[column] ?? Number.POSITIVE_INFINITY
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    rows.push(row)
    for (let j = 1; j <= b.length; j++) {
      const replaced = at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1)
      const swapped =
        a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? at(i - 2, j - 2) + 1 : replaced
      row.push(Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, replaced, swapped))
    }
  }
  return at(a.length, b.length)
}
