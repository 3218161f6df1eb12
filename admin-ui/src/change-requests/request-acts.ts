import type { ChangeRequestView } from '@bunting/flag-server/change-requests/change-request-schemas.ts'
import type { RequestAct } from './use-request-acts.ts'

export type OfferedAct = Exclude<keyof ChangeRequestView['may'], 'comment'>

export interface Offer {
  readonly act: OfferedAct
  /** Why the one who looks may not; null: they may. */
  readonly why: string | null
  /** What is most likely wanted. */
  readonly primary: boolean
}

export const ACT_WORDS: Readonly<Record<OfferedAct, string>> = {
  approve: 'Approve',
  reject: 'Reject',
  withdraw: 'Withdraw',
  apply: 'Apply now',
  schedule: 'Schedule…',
  unschedule: 'Take off the schedule',
  update: 'Bring up to date',
}

/** By state, the last one the likeliest. */
const ACTS: Readonly<Record<ChangeRequestView['state'], readonly OfferedAct[]>> = {
  open: ['withdraw', 'reject', 'approve'],
  approved: ['withdraw', 'reject', 'schedule', 'apply'],
  scheduled: ['withdraw', 'reject', 'unschedule', 'apply'],
  stale: ['withdraw', 'reject', 'update'],
  failed: ['withdraw', 'reject', 'update'],
  applied: [],
  rejected: [],
  withdrawn: [],
}

const WITHOUT_APPROVAL: readonly OfferedAct[] = ['withdraw', 'schedule', 'apply']

/** Those that another person would have to do are shown only where it helps to know why. */
const ONLY_WHERE_ALLOWED: ReadonlySet<OfferedAct> = new Set(['withdraw', 'reject', 'unschedule'])

/** What can be done about a request as it stands, in the order of the buttons. */
export function offeredActs(view: ChangeRequestView): readonly Offer[] {
  const { may, state } = view
  const acts = actsOf(view)
  return (
    acts
      .filter((act) => may[act] === null || !ONLY_WHERE_ALLOWED.has(act))
      // Who decides about it rejects it; to withdraw is its author's.
      .filter((act) => act !== 'withdraw' || may.reject !== null)
      .map((act) => ({
        act,
        why: sentence(may[act]),
        // What is scheduled comes by itself: nothing has to be done.
        primary: act === acts.at(-1) && state !== 'scheduled',
      }))
  )
}

function actsOf({ state, approvalRequired, moved }: ChangeRequestView): readonly OfferedAct[] {
  if (moved !== null) return ACTS.stale
  return state === 'open' && !approvalRequired ? WITHOUT_APPROVAL : ACTS[state]
}

/** `it is approved` as a sentence of its own. */
function sentence(why: string | null): string | null {
  if (why === null) return null
  const begun = why.charAt(0).toUpperCase() + why.slice(1)
  return /[.!?]$/.test(begun) ? begun : `${begun}.`
}

/** What a button sends, with what was typed; null: it asks for a time first. */
export function sentBy(
  act: OfferedAct,
  { edition, applyAt }: Pick<ChangeRequestView, 'edition' | 'applyAt'>,
  comment: string,
): RequestAct | null {
  const said = comment === '' ? {} : { comment }
  switch (act) {
    case 'approve':
      return { act: 'approvals', edition, applyAt, ...said }
    case 'reject':
      return { act: 'rejections', ...said }
    case 'withdraw':
      return { act: 'withdrawal', ...said }
    case 'apply':
      return { act: 'apply', edition }
    case 'schedule':
      return null
    case 'unschedule':
      return { act: 'unschedule' }
    case 'update':
      return { act: 'update' }
  }
}
