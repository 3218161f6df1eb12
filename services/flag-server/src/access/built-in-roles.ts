import { ENVIRONMENT_PERMISSIONS, GRANTABLE, type Permission } from './permissions.ts'

/**
 * A set of permissions with a name. Held for a whole project it gives `permissions`, of which those
 * of environments only outside production: there it gives `inProduction`. Held for one named
 * environment it gives `permissions` in it, production or not.
 */
export interface Role {
  readonly key: string
  readonly name: string
  readonly permissions: readonly Permission[]
  readonly inProduction: readonly Permission[]
}

const EDITS: readonly Permission[] = [
  'project.view',
  'flag.edit',
  'segment.edit',
  'template.manage',
  'flag.configure',
  'flag.kill',
  'release.run',
  'change.request',
]

const RELEASES: readonly Permission[] = [...EDITS, 'flag.delete', 'change.approve']

export const BUILT_IN_ROLES: readonly Role[] = [
  { key: 'viewer', name: 'Viewer', permissions: ['project.view'], inProduction: [] },
  {
    key: 'editor',
    name: 'Editor',
    permissions: EDITS,
    inProduction: ['flag.kill', 'change.request'],
  },
  {
    key: 'releaser',
    name: 'Releaser',
    permissions: RELEASES,
    inProduction: [
      'flag.configure',
      'flag.kill',
      'release.run',
      'change.request',
      'change.approve',
    ],
  },
  {
    key: 'administrator',
    name: 'Administrator',
    permissions: GRANTABLE,
    inProduction: ENVIRONMENT_PERMISSIONS,
  },
]
