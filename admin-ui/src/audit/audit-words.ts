import type { AuditEntry } from '@bunting/flag-server/audit/audit-schemas.ts'
import { ACCOUNT_VERBS, accountEntryDifferences } from '../accounts/account-entry-words.ts'
import { REQUEST_VERBS, requestEntryDifferences } from '../change-requests/request-entry-words.ts'
import type { Difference } from '../drafts/difference.ts'
import { environmentEntryDifferences } from '../environments/environment-entry-differences.ts'
import { differences } from '../flags/difference-words.ts'
import { MEMBER_VERBS, memberEntryDifferences } from '../members/member-entry-words.ts'
import type { NameOf } from '../projects/use-environment-name.ts'
import { isPlan, planDifferences } from '../releases/plan-differences.ts'
import { segmentEntryDifferences } from '../segments/segment-entry-differences.ts'
import { lowerFirst } from '../shared/lower-first.ts'
import { isObject, sameJson } from '../shared/same-json.ts'
import { factWords, fieldWords } from './field-words.ts'
import { madeOrEnded } from './made-or-ended.ts'

const VERBS: Readonly<Record<string, string>> = {
  ...ACCOUNT_VERBS,
  ...REQUEST_VERBS,
  ...MEMBER_VERBS,
  'environment.changed': 'changed environment',
  'environment.reordered': 'reordered the environments of',
  'flag.configured': 'changed',
  'flag.killed': 'killed',
  'flag.updated': 'edited',
  'flag.reshuffled': 'reshuffled',
  'segment.configured': 'changed segment',
  'segment.updated': 'edited segment',
  'administrator.created': 'became administrator',
  'flag.unlocked': 'unlocked',
  'flag.unarchived': 'brought back from the archive',
  'flag.deleted': 'deleted for good',
  'flag.restored': 'restored',
  'flag.reverted': 'undid a change of',
  'flag.copied': 'copied the configuration of',
  'segment.restored': 'restored segment',
  'segment.reverted': 'undid a change of segment',
  'environment.restored': 'restored all of',
  'environment.reverted': 'undid a change of all of',
  'release.created': 'planned a release of',
  'release.changed': 'changed the plan for the release of',
  'release.started': 'started the release of',
  'release.advanced': 'advanced the release of',
  'release.paused': 'paused the release of',
  'release.resumed': 'resumed the release of',
  'release.held': 'held the release of',
  'release.hold-over': 'took up again the release of',
  'release.counted-on': 'goes on counting for the release of',
  'release.completed': 'completed the release of',
  'release.rolled-back': 'rolled back the release of',
  'release.aborted': 'aborted the release of',
  'template.saved': 'saved release template',
  'template.deleted': 'deleted release template',
  'webhook.created': 'added webhook',
  'webhook.deleted': 'removed webhook',
}

/** The same where all is about one flag, which is not named again: `started the release`. */
export function actionWordsAlone(entry: AuditEntry): string {
  return actionWords(entry).replace(/ of$/, '')
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

/** What differs, field by field; of what was made or ended, what it is or was. */
export function entryDifferences(
  entry: AuditEntry,
  nameOf: NameOf = (environment) => environment,
): readonly Difference[] {
  const { action, before, after } = entry
  if (isConfiguration(before) && isConfiguration(after)) {
    return action === 'flag.killed' || onlySwitched(before, after)
      ? []
      : thingDifferences(before, after)
  }
  if (action.startsWith('member.')) return memberEntryDifferences(entry, nameOf)
  if (action.startsWith('change-request.')) return requestEntryDifferences(before, after)
  if (!isObject(before) || !isObject(after)) return oneSided(entry, nameOf)
  if (action === 'environment.changed' || action === 'environment.reordered') {
    return environmentEntryDifferences(before, after)
  }
  if (action === 'release.changed') return planDifferences(before, after)
  if (action.startsWith('release.')) return []
  if (action.startsWith('environment.')) {
    return [
      ...differencesByKey(before.flags, after.flags),
      ...differencesByKey(before.segments, after.segments),
    ]
  }
  return thingDifferences(before, after)
}

/** What is archived is all still there, and brought back as it was. */
const KEEPS: ReadonlySet<string> = new Set(['flag.archived', 'flag.unarchived'])

function oneSided(entry: AuditEntry, nameOf: NameOf): readonly Difference[] {
  const { action, before, after } = entry
  const ofAccount = accountEntryDifferences(entry)
  if (ofAccount.length > 0 || KEEPS.has(action)) return ofAccount
  const side = isObject(after) ? after : before
  return isObject(side) ? madeOrEnded(action, side, !isObject(after), nameOf) : []
}

/** What differs between two states of anything; of a flag's configuration also that it was switched. */
export function thingDifferences(before: unknown, after: unknown): readonly Difference[] {
  if (isConfiguration(before) && isConfiguration(after)) {
    return [...plansBeside(before, after), ...differences(before, after)]
  }
  if (isPlan(after)) return planDifferences(isPlan(before) ? before : null, after)
  if (!isObject(before) || !isObject(after)) return []
  if ('includedCount' in before) return segmentEntryDifferences(before, after)
  const names = new Set([...Object.keys(before), ...Object.keys(after)])
  return [...names]
    .filter((name) => !sameJson(before[name], after[name]))
    .map((name) => ({
      what: fieldWords(name),
      before: factWords(name, before[name]),
      after: factWords(name, after[name]),
    }))
}

/** A change of a release on the way is one of its plan and of the configuration in force. */
function plansBeside(before: unknown, after: unknown): readonly Difference[] {
  const [was, is] = [before, after].map((side) => (isObject(side) ? side.plan : undefined))
  return isPlan(was) && isPlan(is) ? planDifferences(was, is) : []
}

function differencesByKey(before: unknown, after: unknown): Difference[] {
  if (!isObject(before) || !isObject(after)) return []
  return Object.keys(after).flatMap((key) =>
    thingDifferences(before[key], after[key]).map(({ what, ...rest }) => ({
      what: `${key}, ${lowerFirst(what)}`,
      ...rest,
    })),
  )
}

/** A kind of change, by itself: `Flag: killed`. */
export function kindWords(action: string): string {
  const [noun = '', verb = ''] = action.split('.')
  const words = nounWords(noun)
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}: ${verb.replaceAll('-', ' ')}`
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

const NOUNS: Readonly<Record<string, string>> = {
  'sdk-key': 'SDK key',
  'change-request': 'request',
  sso: 'single sign-on',
  'account-policy': 'account policy',
}
const nounWords = (noun: string) => NOUNS[noun] ?? noun
