import type { Difference } from '../drafts/difference.ts'
import type { NameOf } from '../projects/use-environment-name.ts'
import { planDifferences } from '../releases/plan-differences.ts'
import { factWords, fieldWords } from './field-words.ts'

type Facts = Readonly<Record<string, unknown>>

/** What is told of each thing, or act, in this order; a field that it has not is left out. */
const TOLD: Readonly<Record<string, readonly string[]>> = {
  'account.created': ['issuer', 'memberships'],
  'account.linked': ['issuer'],
  'account.unlinked': ['issuer'],
  'session.ended': ['sessions'],
  administrator: ['name'],
  environment: ['name', 'production', 'policy', 'copiedFrom'],
  flag: [
    ...['name', 'kind', 'type', 'variants', 'clientSide', 'owner', 'tags'],
    ...['expectedEndDate', 'description'],
  ],
  project: ['name', 'environments'],
  role: ['name', 'permissions', 'inProduction'],
  'sdk-key': ['kind', 'name'],
  segment: ['name', 'tags', 'description'],
  sso: ['name', 'issuer', 'clientId', 'domains', 'signUp', 'memberships'],
  token: ['kind', 'name', 'memberships', 'project', 'permissions', 'expiresAt'],
  webhook: ['host', 'format'],
}

/**
 * As what something was made, and what it was when it ended.
 *
 * @param side what the history keeps of it
 * @param ended whether it is gone
 */
export function madeOrEnded(
  action: string,
  side: Facts,
  ended: boolean,
  nameOf: NameOf,
): readonly Difference[] {
  const noun = action.slice(0, action.indexOf('.'))
  if (noun === 'release' || noun === 'template') return planLines(side, ended)
  return (TOLD[action] ?? TOLD[noun] ?? [])
    .filter((field) => isTold(field, side[field]))
    .map((field) => line(fieldWords(field), factWords(field, side[field], nameOf), ended))
}

/** Nothing is told of what was left empty, but for what an empty field allows. */
function isTold(field: string, value: unknown): boolean {
  if (value === undefined || value === '') return false
  if (Array.isArray(value)) return value.length > 0 || field === 'domains'
  return value !== null || field === 'expiresAt' || field === 'permissions'
}

function planLines(side: Facts, ended: boolean): readonly Difference[] {
  return planDifferences(null, side)
    .filter(({ what }) => what !== 'Serves' || side.treatment !== undefined)
    .map(({ what, after }) => line(what, after ?? 'none', ended))
}

function line(what: string, value: string, ended: boolean): Difference {
  return ended ? { what, before: value, after: null } : { what, before: null, after: value }
}
