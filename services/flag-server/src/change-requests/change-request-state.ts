import type { ChangeRequestState } from './change-request-schemas.ts'

/**
 * `open → approved → applied`, by way of `scheduled` when there is a time. `stale` and `failed` are
 * brought to the present, and wait for approval again.
 *
 * Invariants, each tested in change-request-state.test.ts:
 * - What is applied, rejected or withdrawn stays so: a change is applied once.
 * - Nothing is applied but what is open, approved or scheduled.
 * - What is stale or failed needs `update` first, which leaves no approval behind.
 */
export type RequestEvent =
  | 'approve'
  | 'reject'
  | 'withdraw'
  | 'schedule'
  | 'unschedule'
  | 'update'
  | 'apply'
  /** Its target turned out to be another than it was made against. */
  | 'find-stale'
  /** It could not be applied at its time. */
  | 'fail'

/** Where a request that is not over stands, by what was said about it. */
export interface Standing {
  /** In every environment it changes. */
  readonly isApproved: boolean
  /** No policy asks for an approval, and who set the time may do it themselves. */
  readonly mayGoWithout: boolean
  readonly isTimed: boolean
}

/** Why not, in the words that follow "it": `it is stale: …`. */
export type Refusal = 'ended' | 'stale' | 'failed'

type Outcome = { readonly to: ChangeRequestState | 'settle' } | { readonly refused: Refusal }

export function transition(
  state: ChangeRequestState,
  event: RequestEvent,
  standing: Standing,
): { readonly state: ChangeRequestState } | { readonly refused: Refusal } {
  const outcome = TABLE[state][event]
  if ('refused' in outcome) return outcome
  return { state: outcome.to === 'settle' ? settle(standing) : outcome.to }
}

function settle({ isApproved, mayGoWithout, isTimed }: Standing): ChangeRequestState {
  if (isTimed && (isApproved || mayGoWithout)) return 'scheduled'
  return isApproved ? 'approved' : 'open'
}

const SETTLE: Outcome = { to: 'settle' }
const to = (state: ChangeRequestState): Outcome => ({ to: state })
const refuse = (refused: Refusal): Outcome => ({ refused })

const LIVE: Record<RequestEvent, Outcome> = {
  approve: SETTLE,
  reject: to('rejected'),
  withdraw: to('withdrawn'),
  schedule: SETTLE,
  unschedule: SETTLE,
  update: SETTLE,
  apply: to('applied'),
  'find-stale': to('stale'),
  fail: to('failed'),
}

function stuck(as: 'stale' | 'failed'): Record<RequestEvent, Outcome> {
  return {
    approve: refuse(as),
    reject: to('rejected'),
    withdraw: to('withdrawn'),
    schedule: refuse(as),
    unschedule: refuse(as),
    update: SETTLE,
    apply: refuse(as),
    'find-stale': refuse(as),
    fail: refuse(as),
  }
}

const ENDED: Record<RequestEvent, Outcome> = {
  approve: refuse('ended'),
  reject: refuse('ended'),
  withdraw: refuse('ended'),
  schedule: refuse('ended'),
  unschedule: refuse('ended'),
  update: refuse('ended'),
  apply: refuse('ended'),
  'find-stale': refuse('ended'),
  fail: refuse('ended'),
}

const TABLE: Record<ChangeRequestState, Record<RequestEvent, Outcome>> = {
  open: LIVE,
  approved: LIVE,
  scheduled: LIVE,
  stale: stuck('stale'),
  failed: stuck('failed'),
  applied: ENDED,
  rejected: ENDED,
  withdrawn: ENDED,
}
