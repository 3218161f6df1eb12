/** As many questions at once: one that hangs does not hold up everybody. */
const AT_ONCE = 2
/** In one question. */
const MOST = 500

/** What one key comes to; undefined when there is nothing of it. */
export type Ask<K, V> = (key: K) => Promise<V | undefined>

/**
 * Asks for many at once what is asked for one by one: whoever comes while questions are on their way
 * becomes part of the next one. However many ask, and for whatever, it takes two connections, and an
 * answer is never older than its question. Nobody waits for longer than a question and their own.
 *
 * @param read of some keys, all different, what there is of each
 */
export function askTogether<K, V>(
  read: (keys: readonly K[]) => Promise<ReadonlyMap<K, V>>,
): Ask<K, V> {
  const waiting = new Map<K, PromiseWithResolvers<V | undefined>>()
  let asking = 0

  async function askAll(): Promise<void> {
    while (waiting.size > 0) {
      const batch = [...waiting].slice(0, MOST)
      for (const [key] of batch) waiting.delete(key)
      try {
        const found = await read(batch.map(([key]) => key))
        for (const [key, { resolve }] of batch) resolve(found.get(key))
      } catch (error) {
        for (const [, { reject }] of batch) reject(error)
      }
    }
    asking -= 1
  }

  return (key) => {
    const own = waiting.get(key) ?? Promise.withResolvers<V | undefined>()
    waiting.set(key, own)
    if (asking < AT_ONCE) {
      asking += 1
      void askAll()
    }
    return own.promise
  }
}
