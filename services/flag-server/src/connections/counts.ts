/** How many there are of each, the largest first. */
export type Counts<Name> = readonly { readonly name: Name; readonly count: number }[]

/** Names that browsers can make up are many if somebody wants them to be. */
const MOST_OF_A_REPLICA = 200
const MOST_IN_ALL = 50

export function countsOf<Item, Name>(
  items: readonly Item[],
  nameOf: (item: Item) => Name,
): Counts<Name> {
  const counts = new Map<Name, number>()
  for (const item of items) {
    const name = nameOf(item)
    counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  return largest(counts, MOST_OF_A_REPLICA)
}

export function addCounts<Name>(all: readonly Counts<Name>[]): { name: Name; count: number }[] {
  const sums = new Map<Name, number>()
  for (const { name, count } of all.flat()) sums.set(name, (sums.get(name) ?? 0) + count)
  return largest(sums, MOST_IN_ALL)
}

function largest<Name>(counts: Map<Name, number>, most: number) {
  return [...counts]
    .map(([name, count]) => ({ name, count }))
    .sort((a, b) => b.count - a.count)
    .slice(0, most)
}
