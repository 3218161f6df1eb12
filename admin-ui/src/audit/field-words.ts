import { membershipWords } from '../accounts/people/invitation-words.ts'
import { isPolicy, policyWords } from '../change-requests/change-request-words.ts'
import type { NameOf } from '../projects/use-environment-name.ts'
import { PERMISSION_WORDS } from '../roles/permission-words.ts'
import { lowerFirst } from '../shared/lower-first.ts'
import { isObject } from '../shared/same-json.ts'
import { exactly } from '../shared/time-words.ts'

const FIELDS: Readonly<Record<string, string>> = {
  clientSide: 'Available to client-side SDKs',
  expectedEndDate: 'Expected end date',
  secondFactorRequired: 'Second factor asked of everybody',
  ssoRequired: 'Single sign-on only',
  host: 'Sends to',
  copiedFrom: 'Copied from',
  expiresAt: 'Ends',
  inProduction: 'Allows in production',
  permissions: 'Allows',
  clientId: 'Client ID',
  signUp: 'Makes accounts at the first sign-in',
  memberships: 'Roles',
}

/** A field of whatever the history tells of, as a line begins. */
export function fieldWords(name: string): string {
  return FIELDS[name] ?? name.charAt(0).toUpperCase() + name.slice(1)
}

/** What stands in a field, in words: roles, permissions and moments as people read them. */
export function factWords(
  field: string,
  value: unknown,
  nameOf: NameOf = (environment) => environment,
): string {
  switch (field) {
    case 'variants':
      return isObject(value)
        ? Object.entries(value)
            .map(([name, one]) => `${name} (${JSON.stringify(one)})`)
            .join(', ')
        : valueWords(value)
    case 'permissions':
    case 'inProduction':
      return Array.isArray(value)
        ? value.map(allowed).join('; ') || 'nothing'
        : 'all that its owner may'
    case 'memberships':
      return membershipWords({ administrator: false, memberships: membershipsIn(value) })
    case 'environments':
      return Array.isArray(value) ? value.map(nameIn).join(', ') : valueWords(value)
    case 'copiedFrom':
      return typeof value === 'string' ? nameOf(value) : valueWords(value)
    case 'policy':
      return isPolicy(value) ? policyWords(value) : valueWords(value)
    case 'expiresAt':
      return typeof value === 'string' ? exactly(value) : 'never'
    default:
      return valueWords(value)
  }
}

function valueWords(value: unknown): string {
  if (value === null || value === undefined || value === '') return 'none'
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(oneWords).join(', ')
  return oneWords(value)
}

function oneWords(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

function allowed(permission: unknown): string {
  const [, known] = Object.entries(PERMISSION_WORDS).find(([key]) => key === permission) ?? []
  return known ? lowerFirst(known) : String(permission)
}

function membershipsIn(value: unknown): Parameters<typeof membershipWords>[0]['memberships'] {
  return Array.isArray(value) ? value : []
}

const nameIn = (one: unknown) => (isObject(one) && 'name' in one ? String(one.name) : String(one))
