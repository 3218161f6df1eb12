import {
  type Current,
  type Delta,
  type Goodbye,
  type Heartbeat,
  type Resync,
  retryAfterClose,
  type Snapshot,
} from '@bunting/protocol/wire'
import type { Pause } from './reconnect-delay.ts'
import {
  type Closed,
  type Failed,
  type FailureCause,
  type Held,
  INITIAL_SESSION,
  type Order,
  type Ready,
  type Session,
  type SessionEvent,
  type Stale,
  type Starting,
  type Step,
} from './session-state.ts'

/** Phases in which the client is connected or tries to be. */
type Live = Starting | Ready | Stale
/** The same on an open socket. */
type Open = Live & { readonly line: 'open' }
type EventOf<Type> = Extract<SessionEvent, { readonly type: Type }>

/** Heartbeats that tell of a revision not received before a snapshot is asked for … */
const HEARTBEATS_TO_RESYNC = 2
/** … and before this connection is given up. */
const HEARTBEATS_TO_RECONNECT = 4
const EPOCHS_REMEMBERED = 8

const FAILURES: Readonly<Record<number, FailureCause>> = { 4401: 'unauthorized', 4403: 'revoked' }
const NOTHING = { type: 'nothing' } as const

export function nothing(session: Session): Step {
  return { session, order: NOTHING }
}

/** Messages count only on an open socket. */
export function ifOpen<Event>(
  answer: (session: Open, event: Event) => Step,
): (session: Live, event: Event) => Step {
  return (session, event) =>
    session.line === 'open' ? answer(session as Open, event) : nothing(session)
}

/** Even the first attempt waits for a timer, so that started, stopped and started is one socket. */
export function start(session: Starting | Stale): Step {
  if (session.line !== 'idle') return nothing(session)
  return {
    session: { ...session, line: 'waiting' },
    order: { type: 'reconnect', pause: 'none', attempt: 0 },
  }
}

export function startAgain(session: Closed): Step {
  const { held } = session
  return start(
    held ? { ...session, phase: 'stale', held } : { ...session, phase: 'starting', held },
  )
}

export function stop({ held, left }: Session): Step {
  return {
    session: { ...INITIAL_SESSION, phase: 'closed', line: 'idle', held, left },
    order: { type: 'disconnect' },
  }
}

/** Only before anything else is known. */
export function restored(session: Starting, { held }: EventOf<'restored'>): Step {
  return nothing({ ...session, phase: 'stale', held })
}

/** The server's refusal, or the user's `close()`, may be faster than the disk. */
export function restoredAtRest(session: Failed | Closed, { held }: EventOf<'restored'>): Step {
  return nothing({ ...session, held: session.held ?? held })
}

export function pauseOver(session: Starting | Stale): Step {
  if (session.line !== 'waiting') return nothing(session)
  return { session: { ...session, line: 'opening' }, order: { type: 'connect' } }
}

export function socketOpened(session: Starting | Stale): Step {
  if (session.line !== 'opening') return nothing(session)
  return {
    session: { ...session, line: 'open', asked: false, behind: 0 },
    order: { type: 'say-hello' },
  }
}

export function socketClosed(session: Live, { code }: EventOf<'socket-closed'>): Step {
  const retry = retryAfterClose(code)
  if (retry !== 'never') return lost(session, retry)
  if (!isInUse(session)) return nothing(session)
  const failure = FAILURES[code] ?? 'protocol'
  return {
    session: { ...session, phase: 'failed', line: 'idle', failure },
    order: { type: 'disconnect' },
  }
}

export function silence(session: Live): Step {
  return lost(session, 'backoff')
}

export function goodbye(session: Open, { reconnectWithinMs }: Goodbye): Step {
  return lost(session, { withinMs: reconnectWithinMs })
}

export function current(session: Open, { epoch, revision }: Current): Step {
  const { held } = session
  if (held?.epoch !== epoch || held.revision !== revision) return resync(session, 'gap')
  return confirmed(session, held)
}

export function snapshot(session: Open, message: Snapshot): Step {
  const { held } = session
  const { epoch, revision, checksum } = message
  // A server that does not know yet that the database was restored: look for another.
  if (session.left.includes(epoch)) return lost(session, 'backoff')
  if (held?.epoch !== epoch || revision > held.revision) return apply(session, message)
  if (revision < held.revision) return nothing({ ...session, asked: false })
  // The same revision in other words: the server writes it differently now.
  return checksum === held.checksum ? confirmed(session, held) : apply(session, message)
}

export function delta(session: Open, message: Delta): Step {
  const { held } = session
  const { epoch, from, to, checksum } = message
  if (held?.epoch !== epoch) return resync(session, 'gap')
  if (to < held.revision) return nothing(session)
  if (to > held.revision) {
    return from === held.revision ? apply(session, message) : resync(session, 'gap')
  }
  if (checksum !== held.checksum) return resync(session, 'checksum')
  return session.phase === 'ready' ? nothing(session) : confirmed(session, held)
}

export function applied(session: Open, { held, appliedMs }: EventOf<'applied'>): Step {
  const { revision } = held
  const before = session.held?.epoch ?? held.epoch
  const left =
    before === held.epoch ? session.left : [...session.left, before].slice(-EPOCHS_REMEMBERED)
  // A connection that has brought news is forgiven those that were lost, as by a heartbeat.
  const attempt = session.phase === 'ready' ? 0 : session.attempt
  const message = { type: 'receipt', revision, appliedMs } as const
  return confirmed({ ...session, left, attempt }, held, { type: 'send', message })
}

/** A second bad message in place of the snapshot asked for: this connection leads nowhere. */
export function mismatched(session: Open): Step {
  return session.asked ? lost(session, 'backoff') : resync(session, 'checksum')
}

export function malformed(session: Open): Step {
  return session.asked ? lost(session, 'backoff') : resync(session, 'malformed')
}

/** A connection that lives up to a heartbeat is forgiven those that did not. */
export function heartbeat(session: Open, { revision = 0 }: Heartbeat): Step {
  const { held, asked } = session
  const behind = held && revision <= held.revision ? 0 : session.behind + 1
  const next = { ...session, attempt: 0, behind }
  if (behind >= HEARTBEATS_TO_RECONNECT) return lost(next, 'backoff')
  if (behind >= HEARTBEATS_TO_RESYNC && !asked) return resync(next, 'gap')
  const message = { type: 'heartbeat', revision: held?.revision } as const
  return { session: next, order: { type: 'send', message } }
}

function isInUse({ line }: Live): boolean {
  return line === 'opening' || line === 'open'
}

/** Lets go of a socket in use, and comes back. */
function lost(session: Live, pause: Pause): Step {
  if (!isInUse(session)) return nothing(session)
  const { attempt } = session
  const trust = session.phase === 'ready' ? { ...session, phase: 'stale' as const } : session
  return {
    session: { ...trust, line: 'waiting', attempt: attempt + 1 },
    order: { type: 'reconnect', pause, attempt },
  }
}

/** Once, until it is answered. */
function resync(session: Open, reason: Resync['reason']): Step {
  if (session.asked) return nothing(session)
  const message = { type: 'resync', reason } as const
  return { session: { ...session, asked: true }, order: { type: 'send', message } }
}

function apply(session: Open, message: Snapshot | Delta): Step {
  return { session, order: { type: 'apply', message } }
}

function confirmed(session: Open, held: Held, order: Order = NOTHING): Step {
  return { session: { ...session, phase: 'ready', held, asked: false, behind: 0 }, order }
}
