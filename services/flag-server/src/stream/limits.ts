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
  maxConnections: 19_000,
}
