import type { Pause } from '../reconnect-delay.ts'
import type { Live, Step, Told } from '../session-state.ts'
import { nothing, RARELY, unconfirmed } from '../session-steps.ts'

/** Whatever connection or attempt there is belongs to another network, or another day. */
export const WAKE: Told = {
  type: 'wake',
  answer: (session) => startOver({ ...session, attempt: 0 }, 'now'),
}

/** Not for ever: machines have been wrong about that. */
export const OFFLINE: Told = {
  type: 'offline',
  answer: (session) => startOver(session, RARELY),
}

function startOver(session: Live, pause: Pause): Step {
  if (session.line === 'idle') return nothing(session)
  return {
    session: { ...unconfirmed(session), line: 'waiting' },
    order: { type: 'reconnect', pause, attempt: 0 },
  }
}
