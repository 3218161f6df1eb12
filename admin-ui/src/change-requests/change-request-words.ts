import type {
  ChangeRequestEvent,
  ChangeRequestState,
  ChangeRequestView,
} from '@bunting/flag-server/change-requests/change-request-schemas.ts'
import type { ApprovalPolicy, Policy } from '@bunting/flag-server/policies/policy-schemas.ts'
import { type Difference, differenceWords } from '../drafts/difference.ts'
import { lowerFirst } from '../shared/lower-first.ts'
import { listed } from '../shared/number-words.ts'
import { isObject } from '../shared/same-json.ts'
import type { Shown } from './request-filter.ts'

/** On the mark of a request. */
export const STATE_WORDS: Readonly<Record<ChangeRequestState, string>> = {
  open: 'Open',
  approved: 'Approved',
  scheduled: 'Scheduled',
  applied: 'Applied',
  stale: 'Out of date',
  rejected: 'Rejected',
  withdrawn: 'Withdrawn',
  failed: 'Failed',
}

export const SHOWN_WORDS: Readonly<Record<Shown, string>> = {
  open: 'Open',
  waiting: 'Waiting for me',
  mine: 'Mine',
  ended: 'Ended',
}

/** Where there is nothing of the kind. */
export const NONE_WORDS: Readonly<Record<Shown, { title: string; about: string }>> = {
  open: {
    title: 'No request is open',
    about:
      'Where an environment asks for approval, a change waits here until a second person has looked at it. Changes that are to be made at a time wait here too.',
  },
  waiting: {
    title: 'Nothing waits for you',
    about: 'Requests that you could approve are listed here.',
  },
  mine: {
    title: 'You have asked for nothing',
    about: 'Save a change where approval is needed, or at a time, and it is listed here.',
  },
  ended: {
    title: 'No request has ended',
    about: 'Those that were applied, rejected or withdrawn are listed here.',
  },
}

export const EVENT_WORDS: Readonly<Record<ChangeRequestEvent['type'], string>> = {
  opened: 'asked for it',
  commented: 'commented',
  approved: 'approved',
  rejected: 'rejected it',
  scheduled: 'scheduled it',
  unscheduled: 'took it off the schedule',
  updated: 'brought it up to date',
  stale: 'found it out of date',
  applied: 'applied it',
  failed: 'could not apply it',
  withdrawn: 'withdrew it',
}

/** Words, and the moment that they end with. */
export interface TimedWords {
  readonly words: string
  readonly at: string | null
}

/** How it stands and what is next, without the last full stop. */
export function standing(view: ChangeRequestView): TimedWords {
  const { state, applyAt, approvalRequired, approvedBy } = view
  const timed = (words: string): TimedWords => ({ words, at: applyAt })
  const plain = (words: string): TimedWords => ({ words, at: null })
  const by = approvedBy.length > 0 ? ` by ${listed(approvedBy.map(({ name }) => name))}` : ''
  switch (state) {
    case 'open':
      if (!approvalRequired) return plain('No approval is needed: it can be applied')
      return applyAt === null
        ? plain('It waits for the approval of a second person')
        : timed('It waits for the approval of a second person. Once approved, it applies by itself')
    case 'approved':
      return plain(`Approved${by}. It can be applied`)
    case 'scheduled':
      return timed(`${by && `Approved${by}. `}It applies by itself`)
    case 'applied':
      return plain(`Applied${by && `, approved${by}`}`)
    case 'stale':
      return plain('What it would change has moved on since. Bring it up to date, or withdraw it')
    case 'rejected':
      return plain('Rejected. Nothing was changed')
    case 'withdrawn':
      return plain('Withdrawn. Nothing was changed')
    case 'failed':
      return plain('It could not be applied at its time. Bring it up to date, or withdraw it')
  }
}

/** Of a list: when it happens, or who has approved it; null when there is nothing to tell. */
export function nextWords({
  state,
  applyAt,
  why,
}: Pick<ChangeRequestView, 'state' | 'applyAt' | 'why'>): TimedWords | null {
  if (why !== null) return { words: why, at: null }
  if (applyAt === null || state === 'applied') return null
  return { words: state === 'scheduled' ? 'applies by itself' : 'to be applied', at: applyAt }
}

const LONGEST_TITLE = 120

/** What a request is called at first: `new-checkout, everyone else: 25 % on → 50 % on, and 2 more`. */
export function suggestedTitle(key: string, changes: readonly Difference[]): string {
  const [first] = changes
  if (!first) return key
  const more = changes.length > 1 ? `, and ${changes.length - 1} more` : ''
  const room = LONGEST_TITLE - key.length - more.length - 2
  const words = lowerFirst(differenceWords(first))
  const short = words.length > room ? `${words.slice(0, Math.max(0, room - 1))}…` : words
  return `${key}, ${short}${more}`
}

export const APPROVAL_WORDS: Readonly<Record<ApprovalPolicy, { label: string; about: string }>> = {
  none: { label: 'Nobody', about: 'Whoever may change something saves it.' },
  exposure: {
    label: 'A second person, for more exposure',
    about:
      'Changes that could give somebody something else than the off variant wait for approval. What takes exposure back is saved at once.',
  },
  all: {
    label: 'A second person, for every change',
    about: 'Every change of flags and segments waits for approval.',
  },
}

/** Whether it is one, as the history keeps it. */
export function isPolicy(value: unknown): value is Policy {
  return isObject(value) && typeof value.approval === 'string' && value.approval in APPROVAL_WORDS
}

/** What an environment asks for, in a line. */
export function policyWords({ commentRequired, approval }: Policy): string {
  const asks = [
    ...(approval === 'all' ? ['a second person'] : []),
    ...(approval === 'exposure' ? ['a second person where it raises exposure'] : []),
    ...(commentRequired ? ['a comment'] : []),
  ]
  return asks.length === 0 ? 'A change asks for nothing.' : `A change asks for ${listed(asks)}.`
}
