import type { Database, Transaction } from '../database/connect.ts'
import { AppError } from '../http/app-error.ts'
import type { Access, Place } from './access.ts'
import { listRoles } from './find-role.ts'
import { PERMISSIONS, type Permission, scopeOf } from './permissions.ts'

/**
 * Rejects unless they may: with `project_not_found` who is no member, for whom there is no such
 * project; with `permission_denied` others, in a sentence that says which roles may.
 */
export async function refuseUnless(
  db: Database | Transaction,
  access: Access,
  permission: Permission,
  place: Partial<Place>,
): Promise<void> {
  const { project, environment } = place
  if (access.may(permission, project === undefined ? undefined : { ...place, project })) return
  if (scopeOf(permission) === 'installation') {
    throw new AppError(
      'permission_denied',
      `only administrators of the installation may ${PERMISSIONS[permission].words}`,
    )
  }
  if (project === undefined || !access.isMember(project)) {
    throw new AppError('project_not_found', `there is no project "${project}"`)
  }
  const production = environment !== undefined && isProduction(access, project, environment)
  if (production === undefined) {
    throw new AppError(
      'environment_not_found',
      `project "${project}" has no environment "${environment}"`,
    )
  }
  const ofEnvironment = scopeOf(permission) === 'environment'
  const where = `${ofEnvironment ? `${environment} of ` : ''}project "${project}"`
  const roles = await whoHas(db, permission, ofEnvironment && production)
  throw new AppError(
    'permission_denied',
    `you may not ${PERMISSIONS[permission].words} in ${where}: that takes the permission ${permission}, which ${roles}`,
  )
}

/** Undefined when the project has no such environment. */
function isProduction(
  { facts }: Access,
  project: string,
  environment: string,
): boolean | undefined {
  const ofProject = facts.grants.find((grant) => grant.project === project)
  // Administrators have no grants; they are refused only by a token that narrows what they may.
  return ofProject ? ofProject.environments[environment] : false
}

async function whoHas(
  db: Database | Transaction,
  permission: Permission,
  production: boolean,
): Promise<string> {
  const all = await listRoles(db)
  const names = all
    .filter((role) => (production ? role.inProduction : role.permissions).includes(permission))
    .map(({ name }) => name)
  return names.length === 1 ? `the role ${names[0]} has` : `the roles ${names.join(', ')} have`
}
