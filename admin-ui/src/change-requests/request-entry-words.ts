import { changed, type Difference } from '../drafts/difference.ts'
import { isObject } from '../shared/same-json.ts'
import { shortly } from '../shared/time-words.ts'

/** Before `#12`, in the history: what somebody did with a request. */
export const REQUEST_VERBS: Readonly<Record<string, string>> = {
  'change-request.opened': 'asked for request',
  'change-request.commented': 'commented on request',
  'change-request.approved': 'approved request',
  'change-request.rejected': 'rejected request',
  'change-request.scheduled': 'scheduled request',
  'change-request.unscheduled': 'took off the schedule request',
  'change-request.updated': 'brought up to date request',
  'change-request.stale': 'found out of date request',
  'change-request.applied': 'applied request',
  'change-request.failed': 'could not apply request',
  'change-request.withdrawn': 'withdrew request',
}

/** What it is called, and when it is to be applied; the rest is on its page. */
export function requestEntryDifferences(before: unknown, after: unknown): readonly Difference[] {
  if (!isObject(after) || typeof after.title !== 'string') return []
  return [
    { what: after.title, before: null, after: null },
    ...changed('To be applied', momentIn(before), momentIn(after)),
  ]
}

function momentIn(side: unknown): string | null {
  return isObject(side) && typeof side.applyAt === 'string' ? shortly(side.applyAt) : null
}
