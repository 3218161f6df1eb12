import type { Current, Delta, Snapshot } from '@bunting/protocol/wire'
import {
  type Closed,
  type Failed,
  type Held,
  isPolling,
  type Live,
  type Starting,
  type Step,
} from './session-state.ts'
import {
  apply,
  confirmed,
  type EventOf,
  isOpen,
  lost,
  nothing,
  type Open,
  resync,
  unconfirmed,
} from './session-steps.ts'

const EPOCHS_REMEMBERED = 8
/** Connections lost in a row, some ten seconds, before an epoch that was left is followed again. */
const CONNECTIONS_TO_RETURN = 6

/** Only before anything else is known. */
export function restored(session: Starting, { held, confirmedAt }: EventOf<'restored'>): Step {
  return nothing({ ...session, phase: 'stale', held, confirmedAt })
}

/** The server's refusal, or the user's `close()`, may be faster than the disk. */
export function restoredAtRest(session: Failed | Closed, event: EventOf<'restored'>): Step {
  if (session.held) return nothing(session)
  const { held, confirmedAt } = event
  return nothing({ ...session, held, confirmedAt })
}

export function current(session: Open, { epoch, revision }: Current, now: number): Step {
  const { held } = session
  if (held?.epoch !== epoch || held.revision !== revision) return resync(session, 'gap')
  return confirmed(session, held, now)
}

export function snapshot(session: Open, message: Snapshot, now: number): Step {
  const { held } = session
  switch (compare(session, message)) {
    case 'left':
      // A server that does not know yet that the database was restored: look for another. When all
      // say the same for so long, it is this client that was led astray.
      return session.attempt < CONNECTIONS_TO_RETURN
        ? lost(session, 'backoff')
        : apply(session, message)
    case 'older':
      return nothing({ ...session, asked: false })
    case 'same':
      return held ? confirmed(session, held, now) : nothing(session)
    case 'news':
      return apply(session, message)
  }
}

export function delta(session: Open, message: Delta, now: number): Step {
  const { held } = session
  const { epoch, from, to, checksum } = message
  if (held?.epoch !== epoch) return resync(session, 'gap')
  if (to < held.revision) return nothing(session)
  if (to > held.revision) {
    return from === held.revision ? apply(session, message) : resync(session, 'gap')
  }
  if (checksum !== held.checksum) return resync(session, 'checksum')
  return session.phase === 'ready' ? nothing(session) : confirmed(session, held, now)
}

export function applied(session: Live, { held, appliedMs }: EventOf<'applied'>, now: number): Step {
  const { revision } = held
  const before = session.held?.epoch ?? held.epoch
  const left = [...session.left, before]
    .filter((epoch) => epoch !== held.epoch)
    .slice(-EPOCHS_REMEMBERED)
  if (isPolling(session)) return confirmed({ ...session, left }, held, now)
  if (!isOpen(session)) return nothing(session)
  // A connection that has brought news is forgiven those that were lost, as by a heartbeat.
  const attempt = session.phase === 'ready' ? 0 : session.attempt
  const message = { type: 'receipt', revision, appliedMs } as const
  return confirmed({ ...session, left, attempt }, held, now, { type: 'send', message })
}

/** A second bad message in place of the snapshot asked for: this connection leads nowhere. */
export function mismatched(session: Live): Step {
  if (isPolling(session)) return nothing(unconfirmed(session))
  if (!isOpen(session)) return nothing(session)
  return session.asked ? lost(session, 'backoff') : resync(session, 'checksum')
}

/** What a ruleset of the server is to a session that follows one. */
export function compare({ held, left }: Live, found: Held): 'news' | 'same' | 'older' | 'left' {
  if (left.includes(found.epoch)) return 'left'
  if (held?.epoch !== found.epoch || found.revision > held.revision) return 'news'
  if (found.revision < held.revision) return 'older'
  // The same revision in other words: the server writes it differently now.
  return found.checksum === held.checksum ? 'same' : 'news'
}
