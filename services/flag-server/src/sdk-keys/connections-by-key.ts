/** SDK keys by id, and how many sockets of one process were opened with each. */
export type ConnectionsByKey = Readonly<Record<string, number>>

interface Keyed {
  /** Undefined until its key was found good. */
  sdkKeyId(): string | undefined
}

export function connectionsByKey(connections: Iterable<Keyed>): ConnectionsByKey {
  const counts: Record<string, number> = {}
  for (const connection of connections) {
    const id = connection.sdkKeyId()
    if (id !== undefined) counts[id] = (counts[id] ?? 0) + 1
  }
  return counts
}
