import type { Delta, Resync, Snapshot } from '@bunting/protocol/wire'
import type { Pause } from './reconnect-delay.ts'
import type {
  FailureCause,
  Held,
  Live,
  Order,
  Session,
  SessionEvent,
  Stale,
  Step,
} from './session-state.ts'

/** A live session on an open socket. */
export type Open = Live & { readonly line: 'open' }
export type EventOf<Type> = Extract<SessionEvent, { readonly type: Type }>

/** Between two attempts at a socket while polls pass and sockets do not. */
export const RARELY: Pause = { withinMs: 60_000 }
const NOTHING = { type: 'nothing' } as const

export function nothing(session: Session): Step {
  return { session, order: NOTHING }
}

/** Messages count only on an open socket. */
export function ifOpen<Event>(
  answer: (session: Open, event: Event, now: number) => Step,
): (session: Live, event: Event, now: number) => Step {
  return (session, event, now) => (isOpen(session) ? answer(session, event, now) : nothing(session))
}

export function isInUse({ line }: Live): boolean {
  return line === 'opening' || line === 'open'
}

export function isOpen(session: Live): session is Open {
  return session.line === 'open'
}

/** Lets go of a socket in use, and comes back. */
export function lost(session: Live, pause: Pause): Step {
  if (!isInUse(session)) return nothing(session)
  const { attempt, phase, line, unopened } = session
  const never = line === 'opening'
  return {
    session: {
      ...(never ? session : unconfirmed(session)),
      line: 'waiting',
      attempt: attempt + 1,
      unopened: never ? unopened + 1 : 0,
    },
    order: { type: 'reconnect', pause: never && phase === 'ready' ? RARELY : pause, attempt },
  }
}

export function failed(session: Live, failure: FailureCause): Step {
  return {
    session: { ...session, phase: 'failed', line: 'idle', failure },
    order: { type: 'disconnect' },
  }
}

export function unconfirmed<S extends Live>(session: S): S | (Stale & Pick<S, 'line'>) {
  return session.phase === 'ready' ? { ...session, phase: 'stale' } : session
}

/** Once, until it is answered. */
export function resync(session: Open, reason: Resync['reason']): Step {
  if (session.asked) return nothing(session)
  const message = { type: 'resync', reason } as const
  return { session: { ...session, asked: true }, order: { type: 'send', message } }
}

export function apply(session: Live, message: Snapshot | Delta): Step {
  return { session, order: { type: 'apply', message } }
}

export function confirmed(session: Live, held: Held, now: number, order: Order = NOTHING): Step {
  if (session.line === 'idle') return nothing(session)
  const { line } = session
  return {
    session: { ...session, phase: 'ready', line, held, confirmedAt: now, asked: false, behind: 0 },
    order,
  }
}
