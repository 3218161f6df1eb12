/**
 * `draft → running ⇄ holding → completed | rolled_back | aborted`, and `paused` by a person.
 *
 * Invariants, each tested in release-state.test.ts:
 * - A person's rollback is never refused while anybody may be in the treatment, nor after completion.
 * - No stage begins while a hold stands or a person has paused.
 * - What has ended stays ended; only what completed can still be rolled back.
 */
export type ReleaseState =
  | 'draft'
  | 'running'
  | 'holding'
  | 'paused'
  | 'completed'
  | 'rolled_back'
  | 'aborted'

/** `complete` is an advance from the last stage. */
export type Command = 'start' | 'pause' | 'resume' | 'advance' | 'complete' | 'rollback' | 'abort'

export type Decided =
  | 'decided-to-advance'
  | 'decided-to-complete'
  | 'decided-to-hold'
  | 'decided-to-roll-back'
  | 'decided-to-wait'

/** What to do in the same transaction; `zero` puts the treatment's share to 0, `lock` the rule too. */
export type Effect = 'first-stage' | 'next-stage' | 'zero' | 'zero-and-lock' | 'none'

export type Refusal =
  | 'not-started'
  | 'already-started'
  | 'not-stopped'
  | 'hold-stands'
  | 'is-paused'
  | 'ended'

export type Transition =
  | { readonly state: ReleaseState; readonly effect: Effect }
  | { readonly refused: Refusal }

export function transition(state: ReleaseState, event: Command | Decided): Transition {
  return TABLE[state][event]
}

function to(state: ReleaseState, effect: Effect = 'none'): Transition {
  return { state, effect }
}

function refuse(refused: Refusal): Transition {
  return { refused }
}

/** A decision that came too late: the engine's word counts only while the release is in its hands. */
function deaf(refused: Refusal): Record<Decided, Transition> {
  return {
    'decided-to-advance': refuse(refused),
    'decided-to-complete': refuse(refused),
    'decided-to-hold': refuse(refused),
    'decided-to-roll-back': refuse(refused),
    'decided-to-wait': refuse(refused),
  }
}

function ended(state: ReleaseState): Record<Command | Decided, Transition> {
  return {
    start: refuse('already-started'),
    pause: refuse('ended'),
    resume: refuse('ended'),
    advance: refuse('ended'),
    complete: refuse('ended'),
    rollback: refuse('ended'),
    abort: refuse('ended'),
    ...deaf('ended'),
    'decided-to-wait': to(state),
  }
}

const STOPS = {
  start: refuse('already-started'),
  rollback: to('rolled_back', 'zero-and-lock'),
  abort: to('aborted', 'zero'),
  'decided-to-roll-back': to('rolled_back', 'zero-and-lock'),
} as const

const TABLE: Record<ReleaseState, Record<Command | Decided, Transition>> = {
  draft: {
    start: to('running', 'first-stage'),
    pause: refuse('not-started'),
    resume: refuse('not-started'),
    advance: refuse('not-started'),
    complete: refuse('not-started'),
    rollback: refuse('not-started'),
    abort: to('aborted'),
    ...deaf('not-started'),
    'decided-to-wait': to('draft'),
  },
  running: {
    ...STOPS,
    pause: to('paused'),
    resume: refuse('not-stopped'),
    advance: to('running', 'next-stage'),
    complete: to('completed', 'none'),
    'decided-to-advance': to('running', 'next-stage'),
    'decided-to-complete': to('completed'),
    'decided-to-hold': to('holding'),
    'decided-to-wait': to('running'),
  },
  holding: {
    ...STOPS,
    pause: to('paused'),
    /** A person has looked: lifts what stands, and the evidence of that part begins anew. */
    resume: to('running'),
    advance: refuse('hold-stands'),
    complete: refuse('hold-stands'),
    'decided-to-advance': refuse('hold-stands'),
    'decided-to-complete': refuse('hold-stands'),
    'decided-to-hold': to('holding'),
    'decided-to-wait': to('running'),
  },
  paused: {
    ...STOPS,
    pause: to('paused'),
    resume: to('running'),
    advance: refuse('is-paused'),
    complete: refuse('is-paused'),
    'decided-to-advance': refuse('is-paused'),
    'decided-to-complete': refuse('is-paused'),
    'decided-to-hold': refuse('is-paused'),
    'decided-to-wait': to('paused'),
  },
  completed: { ...ended('completed'), rollback: to('rolled_back', 'zero-and-lock') },
  rolled_back: { ...ended('rolled_back'), rollback: to('rolled_back') },
  aborted: ended('aborted'),
}
