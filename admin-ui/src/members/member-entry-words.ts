import type { AuditEntry } from '@bunting/flag-server/audit/audit-schemas.ts'
import type { Difference } from '../drafts/difference.ts'
import type { NameOf } from '../projects/use-environment-name.ts'
import { isObject } from '../shared/same-json.ts'

export const MEMBER_VERBS: Readonly<Record<string, string>> = {
  'member.added': 'gave a role to',
  'member.changed': 'changed the role of',
  'member.removed': 'took a role from',
  'role.created': 'made the role',
  'role.updated': 'changed the role',
  'role.deleted': 'deleted the role',
  'token.created': 'made the token',
  'token.revoked': 'revoked the token',
}

/** Which role, and where: `Role in Production: viewer → releaser`. */
export function memberEntryDifferences(
  { before, after }: AuditEntry,
  nameOf: NameOf,
): readonly Difference[] {
  const [was, is] = [roleIn(before), roleIn(after)]
  const environment = was?.environment ?? is?.environment ?? null
  return [
    {
      what: environment === null ? 'Role' : `Role in ${nameOf(environment)}`,
      before: was?.role ?? 'none',
      after: is?.role ?? 'none',
    },
  ]
}

function roleIn(value: unknown): { role: string; environment: string | null } | null {
  if (!isObject(value) || typeof value.role !== 'string') return null
  const { role, environment } = value
  return { role, environment: typeof environment === 'string' ? environment : null }
}
