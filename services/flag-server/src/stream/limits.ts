import { openFileLimit } from '../http/open-file-limit.ts'

/** What one connection may take, so that it costs the others nothing. */
export interface Limits {
  /** A hello must have come by then. */
  readonly helloMs: number
  /** The server speaks at least this often. */
  readonly heartbeatMs: number
  /** A peer that says nothing, or reads nothing, for this long is gone. */
  readonly silenceMs: number
  /** Longest message a client may send, in bytes. */
  readonly maxMessageBytes: number
  /** Past this many unread bytes deltas are dropped for one snapshot later. */
  readonly maxBufferedBytes: number
  /** Messages at once … */
  readonly burst: number
  /** … and a second, in the long run. */
  readonly perSecond: number
  /** Sockets of one process, below its limit of open files. */
  readonly maxConnections: number
}

export const LIMITS: Limits = {
  helloMs: 5_000,
  heartbeatMs: 15_000,
  silenceMs: 45_000,
  maxMessageBytes: 64 * 1024,
  maxBufferedBytes: 1024 * 1024,
  burst: 200,
  perSecond: 50,
  maxConnections: maxConnections(openFileLimit()),
}

/** Leaves files for the rest: Postgres, the admin UI, SDKs that poll. */
export function maxConnections(fileLimit: number): number {
  if (fileLimit > 20_000) return 19_000
  return Math.max(0, Math.floor(fileLimit - Math.max(100, fileLimit * 0.05)))
}

/**
 * On shutdown SDKs come back spread over this long, so that a deploy is no stampede: a replica greets
 * some five thousand a second.
 */
export function goodbyeMs(connections: number): number {
  return Math.max(2_000, Math.ceil(connections / 2.5))
}
