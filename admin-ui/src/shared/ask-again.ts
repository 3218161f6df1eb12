import type { QueryClient, QueryKey } from '@tanstack/react-query'

/**
 * Something changed: what is known is old, and what is shown is asked for again. What is on its way for
 * the first time may be from before the change, and is asked for once more when it is there:
 * `invalidateQueries` would wait for it and take it for new.
 */
export async function askAgain(client: QueryClient, queryKey: QueryKey): Promise<void> {
  const onTheirWay = client.getQueryCache().findAll({
    queryKey,
    fetchStatus: 'fetching',
    predicate: ({ state }) => state.data === undefined,
  })
  await client.invalidateQueries({ queryKey })
  if (onTheirWay.length === 0) return
  await client.invalidateQueries({ queryKey, predicate: (query) => onTheirWay.includes(query) })
}
