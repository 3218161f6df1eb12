import * as line from './line-answers.ts'
import * as ruleset from './ruleset-answers.ts'
import type { Live, Phase, Session, SessionEvent, Step, Told } from './session-state.ts'
import { ifOpen, nothing } from './session-steps.ts'

/**
 * What the client may do next: a pure function `(session, event, now) → { session, order }`.
 *
 * Invariants, after the guarantees in docs/consistency.md; each names its test, `walk` stands for
 * 'keeps its invariants on any walk' in session-walk.test.ts, the others are in session.test.ts.
 *
 * - G2 What is held changes only by `applied`, which follows a checksum that matched. – walk,
 *   'holds nothing before it was applied and the checksum found right'
 * - G3 Whatever gets lost ends in a resync or a reconnect, and neither goes on for ever. – 'that tell
 *   of a revision which does not come make it ask, and then go elsewhere'
 * - G4 Within an epoch revisions only rise; one that was left is followed again only when it is all
 *   that six connections or three polls in a row have offered. – walk
 * - G5 Nothing takes away what is held. – walk
 * - G6 `ready` means: held, confirmed by the server, and since then no connection lost, no poll
 *   failed, no newer revision told of, no heartbeat that tells of none. – walk
 * - G7 Each revision that came on a socket and was applied is followed by a receipt. – walk
 * - G8 At most one attempt at a time; at most one resync until it is answered. – walk
 */
export function step(session: Session, event: SessionEvent, now: number): Step {
  const row: Readonly<Partial<Record<Column, unknown>>> = TABLE[session.phase]
  // The compiler cannot see that row and column were picked by these very arguments.
  const answer = row['answer' in event ? 'told' : event.type] as
    | ((session: Session, event: SessionEvent, now: number) => Step)
    | undefined
  return answer ? answer(session, event, now) : nothing(session)
}

/** Of the table: an event, or anything that a companion tells. */
type Column = Exclude<SessionEvent, Told>['type'] | 'told'
type Of<Union, Key extends string, Name> = Extract<Union, { readonly [_ in Key]: Name }>

/** What happens in a phase without moving it: said here, so that nothing is left out by mistake. */
interface Ignored {
  starting: never
  ready: 'start' | 'restored'
  stale: 'restored'
  failed: 'start' | FromTheLine
  closed: 'stop' | FromTheLine
}

/** Late words of a connection that was let go. */
type FromTheLine = Exclude<Column, 'start' | 'stop' | 'restored'>

/** Has an answer for every pair that is not ignored, or does not compile. */
type Table = {
  readonly [P in Phase]: {
    readonly [E in Exclude<Column, Ignored[P]>]: (
      session: Of<Session, 'phase', P>,
      event: E extends 'told' ? Told : Of<SessionEvent, 'type', E>,
      now: number,
    ) => Step
  }
}

const WHILE_LIVE = {
  stop: line.stop,
  'pause-over': line.pauseOver,
  'socket-opened': line.socketOpened,
  'socket-closed': line.socketClosed,
  silence: line.silence,
  current: ifOpen(ruleset.current),
  snapshot: ifOpen(ruleset.snapshot),
  delta: ifOpen(ruleset.delta),
  heartbeat: ifOpen(line.heartbeat),
  goodbye: ifOpen(line.goodbye),
  malformed: ifOpen(line.malformed),
  applied: ruleset.applied,
  mismatched: ruleset.mismatched,
  told: (session: Live, event: Told, now: number): Step => event.answer(session, now),
}

const TABLE: Table = {
  starting: { ...WHILE_LIVE, start: line.start, restored: ruleset.restored },
  ready: WHILE_LIVE,
  stale: { ...WHILE_LIVE, start: line.start },
  failed: { restored: ruleset.restoredAtRest, stop: line.stop },
  closed: { restored: ruleset.restoredAtRest, start: line.startAgain },
}
