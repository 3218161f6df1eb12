import type { PersonalTokenView, TokenView } from '@bunting/flag-server/access/access-schemas.ts'

/** Of no use any more, for good. */
export function isOver({ revokedAt, expiresAt }: TokenView, now: number): boolean {
  return revokedAt !== null || (expiresAt !== null && Date.parse(expiresAt) <= now)
}

/** What is left to a personal token of all that its person may. */
export function narrowingWords({ project, permissions }: PersonalTokenView): string {
  const what = permissions === null ? 'All I may' : permissionWords(permissions)
  return project === null ? what : `${what}, in ${project}`
}

function permissionWords(permissions: readonly string[]): string {
  return permissions.length === 1 && permissions[0] === 'project.view'
    ? 'Look only'
    : permissions.join(', ')
}
