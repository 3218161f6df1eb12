/** Begins the work when all of the same key that came before is over, however it ended. */
export type InOrder = <T>(key: string, work: () => Promise<T>) => Promise<T>

/** What is of one key happens in the order in which it came; what is of others does not wait for it. */
export function oneAfterAnother(): InOrder {
  const last = new Map<string, Promise<unknown>>()
  return (key, work) => {
    const own = (last.get(key) ?? Promise.resolve()).then(work, work)
    last.set(key, own)
    const over = () => {
      if (last.get(key) === own) last.delete(key)
    }
    own.then(over, over)
    return own
  }
}
