import * as on from './session-answers.ts'
import type { Phase, Session, SessionEvent, Step } from './session-state.ts'

/**
 * What the client may do next: a pure function `(session, event) → { session, order }`.
 *
 * Invariants, after the guarantees in docs/consistency.md; each names its test, `walk` stands for
 * 'keeps its invariants on any walk' in session-walk.test.ts, the others are in session.test.ts.
 *
 * - G2 What is held changes only by `applied`, which follows a checksum that matched. – walk,
 *   'holds nothing before it was applied and the checksum found right'
 * - G3 Whatever gets lost ends in a resync or a reconnect, and neither goes on for ever. – 'that tell
 *   of a revision which does not come make it ask, and then go elsewhere'
 * - G4 Within an epoch revisions only rise; an epoch that was left is not followed again. – walk
 * - G5 Nothing takes away what is held. – walk
 * - G6 `ready` means: held, confirmed on this connection, and nothing lost since. – walk
 * - G7 Each revision applied is followed by a receipt. – walk
 * - G8 At most one attempt at a time; at most one resync until it is answered. – walk
 */
export function step(session: Session, event: SessionEvent): Step {
  // The compiler cannot see that row and column were picked by these very arguments.
  const answer = TABLE[session.phase][event.type] as (session: Session, event: SessionEvent) => Step
  return answer(session, event)
}

type Of<Union, Key extends string, Name> = Extract<Union, { readonly [_ in Key]: Name }>

/** Has an answer for every pair, or does not compile. */
type Table = {
  readonly [P in Phase]: {
    readonly [E in SessionEvent['type']]: (
      session: Of<Session, 'phase', P>,
      event: Of<SessionEvent, 'type', E>,
    ) => Step
  }
}

const WHILE_LIVE = {
  stop: on.stop,
  'socket-closed': on.socketClosed,
  silence: on.silence,
  current: on.ifOpen(on.current),
  snapshot: on.ifOpen(on.snapshot),
  delta: on.ifOpen(on.delta),
  heartbeat: on.ifOpen(on.heartbeat),
  goodbye: on.ifOpen(on.goodbye),
  malformed: on.ifOpen(on.malformed),
  applied: on.ifOpen(on.applied),
  mismatched: on.ifOpen(on.mismatched),
}

const AT_REST = {
  restored: on.restoredAtRest,
  'pause-over': on.nothing,
  'socket-opened': on.nothing,
  'socket-closed': on.nothing,
  silence: on.nothing,
  current: on.nothing,
  snapshot: on.nothing,
  delta: on.nothing,
  heartbeat: on.nothing,
  goodbye: on.nothing,
  malformed: on.nothing,
  applied: on.nothing,
  mismatched: on.nothing,
}

const TABLE: Table = {
  starting: {
    ...WHILE_LIVE,
    start: on.start,
    restored: on.restored,
    'pause-over': on.pauseOver,
    'socket-opened': on.socketOpened,
  },
  ready: {
    ...WHILE_LIVE,
    start: on.nothing,
    restored: on.nothing,
    'pause-over': on.nothing,
    'socket-opened': on.nothing,
  },
  stale: {
    ...WHILE_LIVE,
    start: on.start,
    restored: on.nothing,
    'pause-over': on.pauseOver,
    'socket-opened': on.socketOpened,
  },
  failed: { ...AT_REST, start: on.nothing, stop: on.stop },
  closed: { ...AT_REST, start: on.startAgain, stop: on.nothing },
}
