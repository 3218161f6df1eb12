import { type Goodbye, type Heartbeat, retryAfterClose } from '@bunting/protocol/wire'
import {
  type Closed,
  type FailureCause,
  INITIAL_SESSION,
  type Live,
  type Session,
  type Stale,
  type Starting,
  type Step,
} from './session-state.ts'
import {
  confirmed,
  type EventOf,
  failed,
  isInUse,
  lost,
  nothing,
  type Open,
  resync,
  unconfirmed,
} from './session-steps.ts'

/** Heartbeats that tell of a revision not received before a snapshot is asked for … */
const HEARTBEATS_TO_RESYNC = 2
/** … and before this connection is given up. */
const HEARTBEATS_TO_RECONNECT = 4

const FAILURES: Readonly<Record<number, FailureCause>> = { 4401: 'unauthorized', 4403: 'revoked' }

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

export function stop({ held, confirmedAt, left }: Session): Step {
  return {
    session: { ...INITIAL_SESSION, phase: 'closed', line: 'idle', held, confirmedAt, left },
    order: { type: 'disconnect' },
  }
}

export function pauseOver(session: Live): Step {
  if (session.line !== 'waiting') return nothing(session)
  return { session: { ...session, line: 'opening' }, order: { type: 'connect' } }
}

/** What polls confirmed stays so: nothing was lost. */
export function socketOpened(session: Live): Step {
  if (session.line !== 'opening') return nothing(session)
  return {
    session: { ...session, line: 'open', unopened: 0, asked: false, behind: 0 },
    order: { type: 'say-hello' },
  }
}

export function socketClosed(session: Live, { code }: EventOf<'socket-closed'>): Step {
  const retry = retryAfterClose(code)
  if (retry !== 'never') return lost(session, retry)
  return isInUse(session) ? failed(session, FAILURES[code] ?? 'protocol') : nothing(session)
}

export function silence(session: Live): Step {
  return lost(session, 'backoff')
}

export function goodbye(session: Open, { reconnectWithinMs }: Goodbye): Step {
  return lost(session, { withinMs: reconnectWithinMs })
}

export function malformed(session: Open): Step {
  return session.asked ? lost(session, 'backoff') : resync(session, 'malformed')
}

/**
 * A connection that lives up to a heartbeat is forgiven those that did not. One that tells of another
 * revision than is held confirms nothing, be it newer (it is on its way, or was lost) or older (of an
 * epoch not heard of yet, or of a server that lags); with the second in a row, trust ends. It ends at
 * once with one that tells of none: that server cannot ask its database, and knows nothing newer.
 */
export function heartbeat(session: Open, { epoch, revision }: Heartbeat, now: number): Step {
  const { held, asked } = session
  const message = { type: 'heartbeat', revision: held?.revision } as const
  const order = { type: 'send', message } as const
  const beaten = { ...session, attempt: 0, behind: session.behind + 1 }
  if (!asked && held && revision === held.revision && (epoch ?? held.epoch) === held.epoch) {
    return confirmed(beaten, held, now, order)
  }
  if (beaten.behind >= HEARTBEATS_TO_RECONNECT) return lost(beaten, 'backoff')
  if (revision === undefined) return { session: unconfirmed(beaten), order }
  if (beaten.behind >= HEARTBEATS_TO_RESYNC && !asked) return resync(unconfirmed(beaten), 'gap')
  return { session: beaten, order }
}
