/** How a path ended, and how long it took. */
export type Ended = (hasFailed: boolean, ms: number) => void

/**
 * Calls a path and returns what it returned, or throws what it threw. What can be awaited has ended
 * when it is settled, and becomes a promise with the same outcome, whose rejection is the caller's to
 * handle as the path's own would be.
 *
 * @param ended must not throw
 */
export function measureRun<T>(path: () => T, now: () => number, ended: Ended): T {
  const since = now()
  let result: T
  try {
    result = path()
  } catch (error) {
    ended(true, now() - since)
    throw error
  }
  if (isThenable(result)) {
    return result.then(
      (value) => {
        ended(false, now() - since)
        return value
      },
      (error) => {
        ended(true, now() - since)
        throw error
      },
    ) as T
  }
  ended(false, now() - since)
  return result
}

function isThenable(result: unknown): result is PromiseLike<unknown> {
  if (result === null || (typeof result !== 'object' && typeof result !== 'function')) return false
  try {
    return 'then' in result && typeof result.then === 'function'
  } catch {
    // A proxy, or a getter, that throws: nobody can await that.
    return false
  }
}
