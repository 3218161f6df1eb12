/**
 * The shortest way from a node back to itself, both ends included; undefined when there is none.
 * Without recursion: chains may have any length.
 */
export function circleFrom(
  start: string,
  nextOf: (node: string) => readonly string[],
): string[] | undefined {
  const cameFrom = new Map<string, string>()
  const reached = [start]
  // A list hands out what is added while it is walked.
  for (const node of reached) {
    for (const next of nextOf(node)) {
      if (next === start) return wayBack(start, node, cameFrom)
      if (cameFrom.has(next)) continue
      cameFrom.set(next, node)
      reached.push(next)
    }
  }
  return undefined
}

function wayBack(start: string, last: string, cameFrom: ReadonlyMap<string, string>): string[] {
  const way = [start]
  for (let node = last; node !== start; node = cameFrom.get(node) ?? start) way.unshift(node)
  return [start, ...way]
}
