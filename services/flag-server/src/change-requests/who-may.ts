import type { Access } from '../access/access.ts'
import { personBehind } from '../http/actor.ts'
import { needsApproval } from '../policies/require-consent.ts'
import { approvalsOf, isApprovedEverywhere, mayApproveIn, mayDirectly } from './approvals.ts'
import type { ChangeRequestView } from './change-request-schemas.ts'
import { type RequestEvent, transition } from './change-request-state.ts'
import type { FullRequest } from './request-rows.ts'

type Why = string | null
type May = ChangeRequestView['may']

/** What is read once for all questions about one request. */
export interface Facts {
  /** Ids of environments for which it is approved. */
  readonly approved: ReadonlySet<string>
  /** Ids of those for which it is approved without a time: it may be applied now. */
  readonly approvedNow: ReadonlySet<string>
  /** Why it could not be applied as it is: its target has moved. */
  readonly moved: Why
}

const ENDED: Readonly<Record<string, string>> = {
  ended: 'this request is over',
  stale: 'it is stale: bring it up to date first',
  failed: 'it failed: bring it up to date first',
}

/** There is nothing left to do: a button has no use for it, and who asks all the same is not refused. */
export const DONE = {
  approve: 'you have approved it',
  unschedule: 'it has no time',
  update: 'it is up to date',
} as const

/** Of each act null when they may, else a sentence that says why not. */
export function whoMay(full: FullRequest, access: Access, facts: Facts): May {
  const asks = (event: RequestEvent, why: () => Why) => closed(full, event) ?? why()
  return {
    approve: asks('approve', () => whyNotApprove(full, access, facts)),
    reject: asks('reject', () => whyNotReject(full, access)),
    withdraw: asks('withdraw', () => whyNotWithdraw(full, access)),
    apply: asks('apply', () => facts.moved ?? whyNotApply(full, access, facts)),
    schedule: asks('schedule', () => facts.moved ?? whyNotAsk(full, access)),
    unschedule: asks(
      'unschedule',
      () => whyNotAsk(full, access) ?? (full.request.applyAt === null ? DONE.unschedule : null),
    ),
    update: asks(
      'update',
      () => whyNotAsk(full, access) ?? (isUpToDate(full, facts) ? DONE.update : null),
    ),
    comment: null,
  }
}

/** In a state that does not take it. */
export function closed({ request }: FullRequest, event: RequestEvent): Why {
  const anything = { isApproved: false, mayGoWithout: false, isTimed: false }
  const outcome = transition(request.state, event, anything)
  if (!('refused' in outcome)) return null
  return outcome.refused === 'ended'
    ? `this request was ${request.state} already`
    : (ENDED[outcome.refused] ?? null)
}

function whyNotApprove(full: FullRequest, access: Access, { moved }: Facts): Why {
  const { actor } = access
  const person = personBehind(actor)
  if (person !== null && person === full.request.personId) {
    return 'nobody approves what they ask for themselves'
  }
  if (actor.type !== 'user') return 'only people approve, signed in: no token does'
  if (moved !== null) return moved
  const here = mayApproveIn(full, access)
  if (here.length === 0) return `you may not approve this in ${placesOf(full)}`
  return approvalsOf(full, 'at-its-time').some(({ actorId }) => actorId === actor.id)
    ? DONE.approve
    : null
}

function isUpToDate({ request }: FullRequest, { moved }: Facts): boolean {
  return moved === null && request.state !== 'stale' && request.state !== 'failed'
}

function whyNotReject(full: FullRequest, access: Access): Why {
  if (isAuthor(full, access)) return 'withdraw what you ask for yourself'
  return mayApproveIn(full, access).length > 0
    ? null
    : `you may not decide about changes in ${placesOf(full)}`
}

function whyNotWithdraw(full: FullRequest, access: Access): Why {
  if (isAuthor(full, access) || mayApproveIn(full, access).length > 0) return null
  return 'only who asked for it withdraws it; who may approve it rejects it'
}

/** Whether nobody else has to say yes, for whoever asks. */
export function mayGoWithout(full: FullRequest, access: Access): boolean {
  const { request, reach, project } = full
  return reach.every(
    ({ environment, raisesExposure }) =>
      !needsApproval(environment.policy, { changesWhatIsThere: true, raisesExposure }) &&
      mayDirectly(request, access, project.key, environment.key),
  )
}

export function whyNotApply(full: FullRequest, access: Access, facts: Facts): Why {
  const { approved, approvedNow } = facts
  if (isApprovedEverywhere(full, approvedNow)) return whyNotAsk(full, access)
  if (mayGoWithout(full, access)) return null
  if (isApprovedEverywhere(full, approved)) {
    const at = full.request.applyAt?.toISOString()
    return `it was approved for ${at}: to apply it now, take it off the schedule and have it approved again`
  }
  const waiting = full.reach.filter(({ environment }) => !approved.has(environment.id))
  const names = waiting.map(({ environment }) => environment.name).join(' and ')
  return `it waits for the approval of a second person in ${names}`
}

function whyNotAsk(full: FullRequest, access: Access): Why {
  return mayAsk(full, access) ? null : `you may not ask for changes in ${placesOf(full)}`
}

/** In every environment it changes. */
function mayAsk({ project, reach, request }: FullRequest, access: Access): boolean {
  return reach.every(
    ({ environment }) =>
      access.may('change.request', { project: project.key, environment: environment.key }) ||
      mayDirectly(request, access, project.key, environment.key),
  )
}

function isAuthor({ request }: FullRequest, { actor }: Access): boolean {
  const person = personBehind(actor)
  return actor.id === request.actorId || (person !== null && person === request.personId)
}

function placesOf({ reach }: FullRequest): string {
  return reach.map(({ environment }) => environment.name).join(' and ') || 'this project'
}
