import type { Actor } from '../http/actor.ts'
import type { Role } from './built-in-roles.ts'
import { GRANTABLE, type Permission, scopeOf } from './permissions.ts'

/** A project, or one environment of it, by key. */
export interface Place {
  readonly project: string
  readonly environment?: string
}

/** What one membership gives. */
export interface Grant {
  readonly project: string
  /** Null: the whole project. */
  readonly environment: string | null
  readonly role: Pick<Role, 'permissions' | 'inProduction'>
  /** Of each environment of the project, whether it is production. */
  readonly environments: Readonly<Record<string, boolean>>
}

/** What is left of somebody's permissions in the hands of a personal token. */
export interface Narrowing {
  readonly permissions: readonly Permission[] | null
  readonly project: string | null
}

/** Who somebody is, and what they may do: the union of their memberships. */
export interface Access {
  readonly actor: Actor
  /** Of the installation: may do everything, everywhere. */
  readonly administrator: boolean
  /** What it was made of. */
  readonly facts: AccessFacts
  /** Whether the project is anything to them. To others it does not exist. */
  isMember(project: string): boolean
  /** A permission of environments needs a place with one, or is not had. */
  may(permission: Permission, place?: Place): boolean
  /** All they may there: of the project, or with an environment of that environment. */
  permissionsIn(place: Place): Permission[]
}

export interface AccessFacts {
  readonly actor: Actor
  readonly administrator: boolean
  readonly grants: readonly Grant[]
  readonly narrowing?: Narrowing
}

export function accessOf(facts: AccessFacts): Access {
  const { actor, administrator, grants, narrowing } = facts
  const within = (project: string) => (narrowing?.project ?? project) === project
  const keeps = (permission: Permission) => narrowing?.permissions?.includes(permission) ?? true

  function may(permission: Permission, place?: Place): boolean {
    if (!keeps(permission)) return false
    if (scopeOf(permission) === 'installation') {
      return administrator && (narrowing?.project ?? null) === null
    }
    if (!place || !within(place.project)) return false
    if (scopeOf(permission) === 'environment' && place.environment === undefined) return false
    return administrator || grants.some((grant) => gives(grant, permission, place))
  }

  return {
    actor,
    administrator: administrator && narrowing === undefined,
    facts,
    isMember: (project) =>
      within(project) && (administrator || grants.some((grant) => grant.project === project)),
    may,
    permissionsIn: (place) => {
      const scope = place.environment === undefined ? 'project' : 'environment'
      return GRANTABLE.filter(
        (permission) => scopeOf(permission) === scope && may(permission, place),
      )
    },
  }
}

function gives(grant: Grant, permission: Permission, { project, environment }: Place): boolean {
  if (grant.project !== project) return false
  // Who may do anything in a project may look at it.
  if (permission === 'project.view') return true
  const { permissions, inProduction } = grant.role
  if (scopeOf(permission) === 'project') {
    return grant.environment === null && permissions.includes(permission)
  }
  if (environment === undefined) return false
  if (grant.environment !== null) {
    return grant.environment === environment && permissions.includes(permission)
  }
  const production = grant.environments[environment]
  if (production === undefined) return false
  return (production ? inProduction : permissions).includes(permission)
}
