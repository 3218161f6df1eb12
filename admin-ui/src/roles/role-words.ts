import type { RoleView } from '@bunting/flag-server/access/access-schemas.ts'

/** `Editor`, `Releaser in Production`: of an environment as people call it. */
export function roleWords(
  roles: readonly RoleView[],
  role: string,
  environment: string | null,
): string {
  const name = roles.find(({ key }) => key === role)?.name ?? role
  return environment === null ? name : `${name} in ${environment}`
}
