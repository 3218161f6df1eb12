import type { Snapshot } from '@bunting/protocol/wire'
import { compare } from '../ruleset-answers.ts'
import { type FailureCause, type Held, isPolling, type Told } from '../session-state.ts'
import { apply, confirmed, failed, nothing, unconfirmed } from '../session-steps.ts'

/** Polls in a row before an epoch that was left is followed again. */
const POLLS_TO_RETURN = 3

/**
 * Goes by the rules of a snapshot; only that there is nobody to ask and nothing to let go of. Counts as
 * long as no socket has opened meanwhile.
 */
export function polled(found: Snapshot | Held | undefined): Told {
  return {
    type: 'polled',
    found,
    answer(session, now) {
      if (!isPolling(session)) return nothing(session)
      const { held } = session
      const is = found && compare(session, found)
      const behind = is === 'left' ? session.behind + 1 : 0
      if (is === 'same' && held) return confirmed(session, held, now)
      if (found && 'type' in found && (is === 'news' || behind >= POLLS_TO_RETURN)) {
        return apply(session, found)
      }
      return nothing(unconfirmed({ ...session, behind }))
    },
  }
}

export function pollRefused(failure: FailureCause): Told {
  return {
    type: 'poll-refused',
    failure,
    answer: (session) => (isPolling(session) ? failed(session, failure) : nothing(session)),
  }
}
