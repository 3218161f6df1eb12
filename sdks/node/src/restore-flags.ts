import type { Client } from '@bunting/client'
import type { Cached } from './cache/read-cache.ts'
import { checkSnapshot } from './check-snapshot.ts'

/** What clocks of machines that share a folder may be apart. */
const CLOCK_SKEW_MS = 60_000

/**
 * Puts in force what an earlier run has known, or what came with the deployment: the cache, unless
 * the bootstrap is of a later revision.
 */
export function restoreFlags(
  client: Pick<Client, 'restore'>,
  cached: Cached | undefined,
  bootstrap: string | undefined,
): void {
  if (cached && !(bootstrap && isLater(bootstrap, cached))) {
    const ageMs = Date.now() - cached.head.confirmedAt
    // A clock that was ahead: nobody knows.
    client.restore(cached.snapshot, ageMs < -CLOCK_SKEW_MS ? undefined : Math.max(0, ageMs))
  } else if (bootstrap) {
    client.restore(bootstrap)
  }
}

function isLater(bootstrap: string, { head }: Cached): boolean {
  const { epoch, revision } = checkSnapshot(bootstrap)
  return epoch === head.snapshot.epoch && revision > head.snapshot.revision
}
