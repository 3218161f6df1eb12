import { openFileLimit } from '../http/open-file-limit.ts'
import { CHECK_EVERY_MS } from './revision-listener.ts'

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
  /** How often the database is asked for what its notifications missed. */
  readonly checkMs: number
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
  checkMs: CHECK_EVERY_MS,
  maxConnections: maxConnections(openFileLimit()),
}

/**
 * How long nobody doubts that what is in memory is the newest: two looks may have failed, each of which
 * takes two seconds at most to find out that the database hangs.
 */
export function sureMs({ checkMs }: Limits): number {
  return 2 * checkMs + 2_000
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
