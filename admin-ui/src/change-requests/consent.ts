import type { Permission } from '@bunting/flag-server/access/permissions.ts'
import type { Assessment } from '@bunting/flag-server/change-requests/change-request-schemas.ts'
import type { Operation } from '@bunting/flag-server/change-requests/operation-schemas.ts'
import type { EnvironmentView } from '@bunting/flag-server/projects/project-schemas.ts'
import { listed } from '../shared/number-words.ts'
import { operationPermission } from './operation-permission.ts'

/** What is asked of a person before a change is made. */
export interface Consent {
  readonly commentRequired: boolean
  /** Of a second person. */
  readonly approvalRequired: boolean
  /** Why, in a sentence; null where no approval is needed. */
  readonly why: string | null
  /** Why this person can neither do it nor ask for it, in a sentence; null where they can. */
  readonly refused: string | null
}

export const NOTHING_ASKED: Consent = {
  commentRequired: false,
  approvalRequired: false,
  why: null,
  refused: null,
}

/** Environments that it changes: one, or all of them. */
export function concerned(
  operation: Operation,
  environments: readonly EnvironmentView[],
): readonly EnvironmentView[] {
  if (!('environment' in operation)) return environments
  return environments.filter(({ key }) => key === operation.environment)
}

/**
 * As far as policies and permissions alone say it. Null: it depends on what the change does to
 * people, which the server has to judge.
 */
export function consentByPolicy(
  operation: Operation,
  environments: readonly EnvironmentView[],
): Consent | null {
  const commentRequired = environments.some(({ policy }) => policy.commentRequired)
  const permission = operationPermission(operation)
  const closed = environments.filter(({ permissions }) => !permissions.includes(permission))
  const barred = closed.filter(({ permissions }) => !permissions.includes('change.request'))
  const strict = environments.filter(({ policy }) => policy.approval === 'all')
  const asked = { commentRequired, approvalRequired: true, refused: null }
  if (barred.length > 0) {
    const refused = `You may look at ${names(barred)}, not change it. An administrator of the project gives roles.`
    return { ...asked, why: null, refused }
  }
  if (closed.length > 0) {
    const why = `In ${names(closed)} you may ask for this: it is done once a second person has approved it.`
    return { ...asked, why }
  }
  if (strict.length > 0) {
    return {
      ...asked,
      why: `${names(strict)} asks for a second person’s approval of every change.`,
    }
  }
  if (environments.some(({ policy }) => policy.approval === 'exposure')) return null
  return { ...NOTHING_ASKED, commentRequired }
}

/** Whether what acts at once elsewhere could be refused here without a comment or an approval. */
export function asksMore(
  { policy, permissions }: EnvironmentView,
  permission: Permission = 'flag.configure',
): boolean {
  return policy.commentRequired || policy.approval !== 'none' || !permissions.includes(permission)
}

/** Whether a switch asks before it acts: there, and where it would be seen. */
export function asksFirst(environment: EnvironmentView): boolean {
  return environment.production || asksMore(environment)
}

/** As the server judged it. */
export function consentByAssessment(assessment: Assessment): Consent {
  const { approvalRequired, commentRequired, why } = assessment
  return { commentRequired, approvalRequired, why: approvalRequired ? why : null, refused: null }
}

function names(environments: readonly EnvironmentView[]): string {
  return listed(environments.map(({ name }) => name))
}
