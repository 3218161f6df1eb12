import type { EnvironmentFeed, Head, Holds } from './environment-feed.ts'

/**
 * A client knows what this process does not: the database is asked before it is answered. If a client
 * that is believed has a revision which the database never made, that is an older copy.
 */
export async function catchUpWith(
  feed: EnvironmentFeed,
  holds: Holds | undefined,
  isBelieved: boolean,
  onOlderDatabase: (claimed: Head) => Promise<void>,
): Promise<void> {
  if (!holds) return
  // Perhaps it was restored, and only this process has not heard. If it is away: as it is.
  if (holds.epoch !== feed.head().epoch) await feed.pull().catch(() => undefined)
  if (!isAhead(holds, feed.head())) return
  await feed.pull()
  if (!isBelieved || !isAhead(holds, feed.head())) return
  await onOlderDatabase(holds)
  await feed.pull()
}

function isAhead(holds: Holds, head: Head): boolean {
  return holds.epoch === head.epoch && holds.revision > head.revision
}
