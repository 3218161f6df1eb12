import type { AuditEntry } from '@bunting/flag-server/audit/audit-schemas.ts'
import type { Difference } from '../drafts/difference.ts'
import { differences } from '../flags/difference-words.ts'
import { segmentEntryDifferences } from '../segments/segment-entry-differences.ts'
import { isObject, sameJson } from '../shared/same-json.ts'

const VERBS: Readonly<Record<string, string>> = {
  'flag.configured': 'changed',
  'flag.killed': 'killed',
  'flag.updated': 'edited',
  'flag.reshuffled': 'reshuffled',
  'segment.configured': 'changed segment',
  'segment.updated': 'edited segment',
  'administrator.created': 'became administrator',
}

/** `killed`, `created SDK key`, `renamed project`: what somebody did, before what they did it to. */
export function actionWords({ action, target, before, after }: AuditEntry): string {
  const known = VERBS[action]
  if (action === 'flag.configured' && onlySwitched(before, after)) {
    return `turned ${isObject(after) && after.on === true ? 'on' : 'off'}`
  }
  if (known) return known
  const [noun = '', verb = action] = action.split('.')
  return target.type === 'flag' ? verb : `${verb} ${nounWords(noun)}`
}

/** What differs, field by field; for what was made or ended its kind says enough. */
export function entryDifferences({ action, before, after }: AuditEntry): readonly Difference[] {
  if (isConfiguration(before) && isConfiguration(after)) {
    return action === 'flag.killed' || onlySwitched(before, after) ? [] : differences(before, after)
  }
  if (!isObject(before) || !isObject(after)) return []
  if (action === 'segment.configured') return segmentEntryDifferences(before, after)
  const names = new Set([...Object.keys(before), ...Object.keys(after)])
  return [...names]
    .filter((name) => !sameJson(before[name], after[name]))
    .map((name) => ({
      what: fieldWords(name),
      before: valueWords(before[name]),
      after: valueWords(after[name]),
    }))
}

function onlySwitched(before: unknown, after: unknown): boolean {
  return (
    isConfiguration(before) &&
    isConfiguration(after) &&
    before.on !== after.on &&
    sameJson({ ...before, on: after.on }, after)
  )
}

type Configuration = Parameters<typeof differences>[0]

function isConfiguration(value: unknown): value is Configuration {
  return isObject(value) && 'fallthrough' in value && 'rules' in value
}

const NOUNS: Readonly<Record<string, string>> = { 'sdk-key': 'SDK key' }
const nounWords = (noun: string) => NOUNS[noun] ?? noun

const FIELDS: Readonly<Record<string, string>> = { clientSide: 'Available to client-side SDKs' }

function fieldWords(name: string): string {
  return FIELDS[name] ?? name.charAt(0).toUpperCase() + name.slice(1)
}

function valueWords(value: unknown): string {
  if (value === null || value === undefined || value === '') return 'none'
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(String).join(', ')
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
