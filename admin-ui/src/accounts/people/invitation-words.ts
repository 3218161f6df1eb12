import type { InvitationView } from '@bunting/flag-server/accounts/invitations/invitation-schemas.ts'

/** `editor in shop, releaser in shop / production`: what somebody will be when they accept. */
export function membershipWords({
  administrator,
  memberships,
}: Pick<InvitationView, 'administrator' | 'memberships'>): string {
  const words = memberships.map(({ project, environment, role }) =>
    environment === null ? `${role} in ${project}` : `${role} in ${project} / ${environment}`,
  )
  if (administrator) words.unshift('administrator of everything')
  return words.length === 0 ? 'member of no project yet' : words.join(', ')
}
