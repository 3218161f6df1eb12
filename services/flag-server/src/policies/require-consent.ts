import { AppError } from '../http/app-error.ts'
import type { Consent } from './consent.ts'
import type { Effect } from './effect.ts'
import type { Policy } from './policy-schemas.ts'

/** What is asked about a change: whose environment, and what that asks for. */
export interface Gate {
  readonly id: string
  readonly name: string
  readonly policy: Policy
}

/** Whether there is anything to judge: most environments ask for nothing, and most is not people's. */
export function isJudged({ policy }: Gate, { by }: Consent): boolean {
  if (by === 'kill' || by === 'release') return false
  return by === 'rehearsal' || policy.commentRequired || policy.approval !== 'none'
}

/** Throws unless the environment's policy lets the change through by this right. */
export function requireConsent(gate: Gate, effect: Effect, consent: Consent): void {
  if (consent.by === 'kill' || consent.by === 'release') return
  if (consent.by === 'rehearsal') {
    consent.note(gate.id, effect)
    return
  }
  if (!effect.changesWhatIsThere && !effect.raisesExposure) return
  const isApproved = consent.by === 'request' && consent.approvedIn.has(gate.id)
  if (!isApproved && needsApproval(gate.policy, effect)) throw approvalRequired(gate, effect)
  if (needsComment(gate.policy, effect)) requireComment(gate, consent.comment)
}

/** For what is not of the ruleset and still has to be accounted for: what the environment asks for. */
export function requireComment({ name }: Pick<Gate, 'name'>, comment: string | undefined): void {
  if (comment?.trim()) return
  throw new AppError('comment_required', `${name} asks for a comment: say why`)
}

export function needsApproval(
  { approval }: Policy,
  { changesWhatIsThere, raisesExposure }: Effect,
): boolean {
  if (approval === 'none') return false
  return raisesExposure || (approval === 'all' && changesWhatIsThere)
}

export function needsComment(
  { commentRequired }: Policy,
  { changesWhatIsThere, raisesExposure }: Effect,
): boolean {
  return commentRequired && (changesWhatIsThere || raisesExposure)
}

function approvalRequired({ name, policy }: Gate, { raisesExposure }: Effect): AppError {
  const why =
    policy.approval === 'all'
      ? 'every change needs the approval of a second person'
      : 'this raises exposure, which needs the approval of a second person'
  return new AppError('approval_required', `in ${name} ${why}: ask for it with a change request`, {
    current: { raisesExposure },
  })
}
