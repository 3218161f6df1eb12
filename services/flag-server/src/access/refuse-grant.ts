import type { Database, Transaction } from '../database/connect.ts'
import { AppError } from '../http/app-error.ts'
import { environmentsOf, findProject } from '../projects/find-project.ts'
import { type Access, accessOf, type Grant } from './access.ts'
import type { WantedMembership } from './add-memberships.ts'
import type { Role } from './built-in-roles.ts'
import { findRole } from './find-role.ts'
import { ENVIRONMENT_PERMISSIONS, PROJECT_PERMISSIONS } from './permissions.ts'
import { refuseUnless } from './refuse-unless.ts'

/** Stand for environments that may yet be made: no key looks like these. */
const FUTURE = { '(any other)': false, '(any other production)': true }

/**
 * Rejects unless they may manage members there, and hold themselves all that the roles would give:
 * nobody grants more than they hold. Nor do they take away more: it is asked about a role that is
 * replaced or removed, too.
 */
export async function refuseGrant(
  db: Database | Transaction,
  access: Access,
  wanted: readonly WantedMembership[],
): Promise<void> {
  for (const { project: key, environment, role: roleKey } of wanted) {
    await refuseUnless(db, access, 'member.manage', { project: key })
    const role = await findRole(db, roleKey)
    const project = await findProject(db, key)
    const environments = await environmentsOf(db, project.id)
    if (environment !== null && !environments.some((one) => one.key === environment)) {
      throw new AppError(
        'environment_not_found',
        `project "${key}" has no environment "${environment}"`,
      )
    }
    const production = Object.fromEntries(environments.map((one) => [one.key, one.production]))
    const more = beyond(access, {
      project: key,
      environment,
      role,
      environments: { ...production, ...FUTURE },
    })
    if (more !== undefined) throw tooMuch(role, more)
  }
}

/** A permission that the membership would give and they do not hold; undefined when there is none. */
function beyond(access: Access, grant: Grant): string | undefined {
  if (access.administrator) return undefined
  const { project } = grant
  const { facts } = access
  const grants = facts.grants.map((one) => ({
    ...one,
    environments: { ...one.environments, ...FUTURE },
  }))
  const own = accessOf({ ...facts, grants })
  const given = accessOf({ actor: access.actor, administrator: false, grants: [grant] })
  for (const permission of PROJECT_PERMISSIONS) {
    if (given.may(permission, { project }) && !own.may(permission, { project })) return permission
  }
  for (const environment of Object.keys(grant.environments)) {
    const place = { project, environment }
    const missing = ENVIRONMENT_PERMISSIONS.find(
      (permission) => given.may(permission, place) && !own.may(permission, place),
    )
    if (missing) return `${missing} in ${environment}`
  }
  return undefined
}

function tooMuch({ name }: Role, permission: string): AppError {
  return new AppError(
    'permission_denied',
    `the role ${name} has ${permission}, which you do not hold there: nobody gives or takes more than they have`,
  )
}
