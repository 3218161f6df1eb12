import type { NewInvitation } from '@bunting/flag-server/accounts/invitations/invitation-schemas.ts'

/** Choices that are no role of a project; no key of a role looks like these. */
export const NOTHING_YET = '(nothing)'
export const EVERYTHING = '(everything)'

export function isOfProject(choice: string): boolean {
  return choice !== NOTHING_YET && choice !== EVERYTHING
}

/** What an invitation brings along, of what was chosen; `environment` null is the whole project. */
export function broughtAlong(
  choice: string,
  project: string,
  environment: string | null,
): Omit<NewInvitation, 'email'> {
  if (choice === EVERYTHING) return { administrator: true }
  if (choice === NOTHING_YET) return {}
  return { memberships: [{ project, environment, role: choice }] }
}
