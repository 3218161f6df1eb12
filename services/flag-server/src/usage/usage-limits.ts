const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** A batch that waited longer than this may have been counted and forgotten: it is not counted. */
export const OLDEST_BATCH_MS = 2 * HOUR
/** Longer than the oldest batch: what is resent is always recognized. */
export const BATCHES_KEPT_MS = OLDEST_BATCH_MS + 10 * MINUTE
export const MINUTES_KEPT_MS = 3 * DAY
export const HOURS_KEPT_MS = 91 * DAY
export const UNKNOWN_FLAGS_KEPT_MS = 30 * DAY

/** Names of unknown flags in an environment; of more the least recently seen are forgotten. */
export const MOST_UNKNOWN = 200
/** Of those that only client keys spoke of. */
export const MOST_UNKNOWN_FROM_CLIENTS = 50

/** `lastSeenAt` moves in steps: a row that is written every second costs more than it tells. */
export const LAST_SEEN_STEP_MS = 30 * SECOND

/**
 * Most that one count of a batch stands for, and so many in a bucket cannot overflow: one forged
 * number must not make the transaction fail that carries everybody's.
 */
export const MOST_COUNTED = 1e11

/** What one process holds back until it is written down. */
export const INTAKE = {
  /** Batches are gathered this long, so that many become one transaction. */
  gatherMs: 1_000,
  maxBatches: 20_000,
  maxBytes: 64 * 1024 * 1024,
}
