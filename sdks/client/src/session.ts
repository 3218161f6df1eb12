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
  const row: Readonly<Partial<Record<SessionEvent['type'], unknown>>> = TABLE[session.phase]
  // The compiler cannot see that row and column were picked by these very arguments.
  const answer = row[event.type] as ((session: Session, event: SessionEvent) => Step) | undefined
  return answer ? answer(session, event) : on.nothing(session)
}

type Of<Union, Key extends string, Name> = Extract<Union, { readonly [_ in Key]: Name }>

/** What happens in a phase without moving it: said here, so that nothing is left out by mistake. */
interface Ignored {
  starting: never
  ready: 'start' | 'restored' | 'pause-over' | 'socket-opened'
  stale: 'restored'
  failed: 'start' | FromTheLine
  closed: 'stop' | FromTheLine
}

/** Late words of a connection that was let go. */
type FromTheLine = Exclude<SessionEvent['type'], 'start' | 'stop' | 'restored'>

/** Has an answer for every pair that is not ignored, or does not compile. */
type Table = {
  readonly [P in Phase]: {
    readonly [E in Exclude<SessionEvent['type'], Ignored[P]>]: (
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

const WHILE_LOST = {
  ...WHILE_LIVE,
  start: on.start,
  'pause-over': on.pauseOver,
  'socket-opened': on.socketOpened,
}

const TABLE: Table = {
  starting: { ...WHILE_LOST, restored: on.restored },
  ready: WHILE_LIVE,
  stale: WHILE_LOST,
  failed: { restored: on.restoredAtRest, stop: on.stop },
  closed: { restored: on.restoredAtRest, start: on.startAgain },
}
