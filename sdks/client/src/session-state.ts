import type {
  Delta,
  Heartbeat,
  Preview,
  Receipt,
  Resync,
  ServerMessage,
  Snapshot,
  Stored,
} from '@bunting/protocol/wire'
import type { Pause } from './reconnect-delay.ts'

/** `phase`: are there flags, and may they be trusted? `line`: is there a connection? */
export type Session = Starting | Ready | Stale | Failed | Closed

/** No flags yet. */
export interface Starting extends Memory {
  readonly phase: 'starting'
  readonly held: undefined
  readonly line: Line
}

/** The flags are the newest the server has told of, and it is there: on a socket, or by polls. */
export interface Ready extends Memory {
  readonly phase: 'ready'
  readonly held: Held
  readonly line: Exclude<Line, 'idle'>
}

/** There are flags, but no word from the server that they are the newest. */
export interface Stale extends Memory {
  readonly phase: 'stale'
  readonly held: Held
  readonly line: Line
}

/** The server will never serve this client: it does not try again. */
export interface Failed extends Memory {
  readonly phase: 'failed'
  readonly held: Held | undefined
  readonly line: 'idle'
  readonly failure: FailureCause
}

/** Stopped by its user, who may start it again. */
export interface Closed extends Memory {
  readonly phase: 'closed'
  readonly held: Held | undefined
  readonly line: 'idle'
}

/** A revision in force; the checksum was found to be right. */
export interface Held {
  readonly epoch: string
  readonly revision: number
  readonly checksum: number
}

export interface Memory {
  /** When the server last confirmed what is held, by the port's clock; undefined: nobody knows. */
  readonly confirmedAt: number | undefined
  /** Epochs that were left for another, latest last. */
  readonly left: readonly string[]
  /** Connections lost or never made since the last one that lived up to a heartbeat, or to news. */
  readonly attempt: number
  /** Attempts in a row that never got a socket open. */
  readonly unopened: number
  /** On this connection, a snapshot was asked for and has not come. */
  readonly asked: boolean
  /**
   * In a row, on this connection, heartbeats that did not confirm what is held; without one, polls that
   * told of an epoch that was left.
   */
  readonly behind: number
}

/** Phases in which the client is connected or tries to be. */
export type Live = Starting | Ready | Stale

/** Not started or stopped; between two attempts; in one; connected. */
export type Line = 'idle' | 'waiting' | 'opening' | 'open'

/**
 * Of a client: `starting` without flags, `ready` with flags that are confirmed, `stale` with flags that
 * nobody confirms now, `failed` where the server refused it for good, `closed`.
 */
export type Phase = Session['phase']
/** Why the server refused a client for good: a key it does not know, one that was revoked, or another protocol. */
export type FailureCause = 'unauthorized' | 'revoked' | 'protocol'

/** What the server says besides: it moves no session. */
export type Aside = Stored | Preview

export type SessionEvent =
  | Exclude<ServerMessage, Aside>
  /** The message could not be understood. */
  | { readonly type: 'malformed' }
  /** The order `apply` was carried out. */
  | { readonly type: 'applied'; readonly held: Held; readonly appliedMs: number }
  /** The order `apply` would have led to another checksum than announced; nothing was changed. */
  | { readonly type: 'mismatched' }
  /** Flags of an earlier run were put in force. */
  | {
      readonly type: 'restored'
      readonly held: Held
      readonly confirmedAt: number | undefined
    }
  | { readonly type: 'start' }
  | { readonly type: 'stop' }
  | { readonly type: 'pause-over' }
  | { readonly type: 'socket-opened' }
  | { readonly type: 'socket-closed'; readonly code: number; readonly reason: string }
  /** Nothing was heard for longer than a living server keeps silent. */
  | { readonly type: 'silence' }
  | Told

/**
 * What only a companion can know of: it brings what that means to a live session, and a page that
 * has not loaded it yet does without both. To the others it means nothing.
 */
export type Told = { answer(session: Live, now: number): Step } & (
  | {
      readonly type: 'polled'
      /**
       * A snapshot, or what was held, which is the newest. Undefined: there was no answer, or none
       * that says anything.
       */
      readonly found: Snapshot | Held | undefined
    }
  | { readonly type: 'poll-refused'; readonly failure: FailureCause }
  /** The machine was asleep, or has another network: no connection of before can be trusted. */
  | { readonly type: 'wake' }
  /** The machine says that it has no network. */
  | { readonly type: 'offline' }
)

export type Order =
  | { readonly type: 'nothing' }
  | { readonly type: 'connect' }
  | { readonly type: 'say-hello' }
  | { readonly type: 'apply'; readonly message: Snapshot | Delta }
  | { readonly type: 'send'; readonly message: Receipt | Heartbeat | Resync }
  /** Let go of the socket, if there is one, and connect after a pause. */
  | { readonly type: 'reconnect'; readonly pause: Pause; readonly attempt: number }
  /** Let go of the socket and the pause, if there are any. */
  | { readonly type: 'disconnect' }

export interface Step {
  readonly session: Session
  readonly order: Order
}

/** Failed attempts in a row after which there are polls, until a socket opens. */
const UNOPENED_TO_POLL = 3

export function isPolling({ line, unopened }: Session): boolean {
  return unopened >= UNOPENED_TO_POLL && (line === 'waiting' || line === 'opening')
}

export const INITIAL_SESSION: Starting = {
  phase: 'starting',
  held: undefined,
  confirmedAt: undefined,
  line: 'idle',
  left: [],
  attempt: 0,
  unopened: 0,
  asked: false,
  behind: 0,
}
