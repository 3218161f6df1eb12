import type { RoleView } from '@bunting/flag-server/access/access-schemas.ts'
import type { Permission } from '@bunting/flag-server/access/permissions.ts'
import type { ProjectView } from '@bunting/flag-server/projects/project-schemas.ts'
import { OF_ENVIRONMENTS } from '../projects/may-words.ts'

/** Permissions that are held for a whole project, in the order of the table. */
export const OF_PROJECTS: readonly Permission[] = [
  'project.view',
  'flag.edit',
  'flag.delete',
  'segment.edit',
  'template.manage',
  'webhook.manage',
  'project.manage',
  'environment.manage',
  'member.manage',
]

/** What each lets one do, as a line of a table. */
export const PERMISSION_WORDS: Readonly<Record<Permission, string>> = {
  'project.view': 'See everything in the project',
  'flag.edit': 'Make flags, change names, tags and variants',
  'flag.delete': 'Archive, restore and delete flags',
  'segment.edit': 'Make, describe and delete segments',
  'template.manage': 'Change templates of releases',
  'webhook.manage': 'See and change webhooks',
  'project.manage': 'Rename the project',
  'environment.manage': 'Add and change environments and policies',
  'member.manage': 'Manage members and service tokens',
  'flag.configure': 'Change what flags and segments serve',
  'flag.kill': 'Kill; hold, roll back and abort releases',
  'release.run': 'Plan, start and advance releases',
  'change.request': 'Ask for changes',
  'change.approve': 'Approve changes of others',
  'sdk-key.manage': 'Make, rotate and revoke SDK keys',
  'installation.manage': 'Manage people, roles and projects',
}

/** Where a role held for the whole project gives a permission. */
export type Reach = 'everywhere' | 'outside production' | 'in production only' | 'nowhere'

export function reachOf(
  { permissions, inProduction }: Pick<RoleView, 'permissions' | 'inProduction'>,
  permission: Permission,
): Reach {
  const outside = permissions.includes(permission)
  if (!OF_ENVIRONMENTS.includes(permission)) return outside ? 'everywhere' : 'nowhere'
  const inside = inProduction.includes(permission)
  if (outside && inside) return 'everywhere'
  if (outside) return 'outside production'
  return inside ? 'in production only' : 'nowhere'
}

/** Whether somebody with these permissions may give the role there: nobody gives more than they hold. */
export function mayGive(
  { permissions, environments }: ProjectView,
  role: RoleView,
  environment: string | null,
): boolean {
  const ofProject = role.permissions.filter((one) => OF_PROJECTS.includes(one))
  if (environment === null && ofProject.some((one) => !permissions.includes(one))) return false
  return environments
    .filter(({ key }) => environment === null || key === environment)
    .every((one) => {
      const given =
        environment === null && one.production
          ? role.inProduction
          : role.permissions.filter((permission) => OF_ENVIRONMENTS.includes(permission))
      return given.every((permission) => one.permissions.includes(permission))
    })
}
