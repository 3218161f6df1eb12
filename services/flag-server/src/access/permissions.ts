import { z } from 'zod'

interface PermissionFacts {
  /** What a grant of it is for: everything, a project, or one environment of it. */
  readonly scope: 'installation' | 'project' | 'environment'
  /** What it lets one do, after "may". */
  readonly words: string
}

/** Everything that somebody may or may not do. */
export const PERMISSIONS = {
  'project.view': { scope: 'project', words: 'see the project' },
  'flag.edit': { scope: 'project', words: 'make flags, and change what all environments share' },
  'flag.delete': { scope: 'project', words: 'archive, restore and delete flags' },
  'segment.edit': { scope: 'project', words: 'make, describe and delete segments' },
  'webhook.manage': { scope: 'project', words: 'see and change webhooks' },
  'template.manage': { scope: 'project', words: 'change templates of releases' },
  'project.manage': { scope: 'project', words: 'rename the project' },
  'environment.manage': { scope: 'project', words: 'change environments and their policies' },
  'member.manage': { scope: 'project', words: 'manage members and service tokens' },
  'flag.configure': { scope: 'environment', words: 'change what flags and segments serve' },
  'flag.kill': { scope: 'environment', words: 'kill flags, and hold, abort or roll back releases' },
  'release.run': { scope: 'environment', words: 'plan, start and advance releases' },
  'change.request': { scope: 'environment', words: 'ask for a change' },
  'change.approve': { scope: 'environment', words: 'approve changes of others' },
  'sdk-key.manage': { scope: 'environment', words: 'make, rotate and revoke SDK keys' },
  'installation.manage': {
    scope: 'installation',
    words: 'manage people, custom roles and single sign-on, and make projects',
  },
} as const satisfies Record<string, PermissionFacts>

export type Permission = keyof typeof PERMISSIONS

export const ALL_PERMISSIONS = Object.keys(PERMISSIONS) as [Permission, ...Permission[]]

export const Permission = z.enum(ALL_PERMISSIONS)

export function scopeOf(permission: Permission): PermissionFacts['scope'] {
  return PERMISSIONS[permission].scope
}

/** What a role can hold: everything but the installation. */
export const GRANTABLE: readonly Permission[] = ALL_PERMISSIONS.filter(
  (permission) => scopeOf(permission) !== 'installation',
)

export const PROJECT_PERMISSIONS = GRANTABLE.filter(
  (permission) => scopeOf(permission) === 'project',
)

export const ENVIRONMENT_PERMISSIONS = GRANTABLE.filter(
  (permission) => scopeOf(permission) === 'environment',
)
