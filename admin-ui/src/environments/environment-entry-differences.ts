import type { Policy } from '@bunting/flag-server/policies/policy-schemas.ts'
import { APPROVAL_WORDS, isPolicy } from '../change-requests/change-request-words.ts'
import { changed, type Difference } from '../drafts/difference.ts'
import { lowerFirst } from '../shared/lower-first.ts'

type Side = Readonly<Record<string, unknown>>

/** What the history tells of a change of an environment itself, or of the order of all. */
export function environmentEntryDifferences(before: Side, after: Side): readonly Difference[] {
  return [
    ...changed('Name', textIn(before.name), textIn(after.name)),
    ...changed('Production', yesOrNo(before.production), yesOrNo(after.production)),
    ...policyDifferences(before.policy, after.policy),
    ...changed('Order', listIn(before.environments), listIn(after.environments)),
  ]
}

function policyDifferences(before: unknown, after: unknown): Difference[] {
  if (!isPolicy(before) || !isPolicy(after)) return []
  const who = ({ approval }: Policy) => lowerFirst(APPROVAL_WORDS[approval].label)
  return [
    ...changed('Has to agree to a change', who(before), who(after)),
    ...changed(
      'A change needs a comment',
      yesOrNo(before.commentRequired),
      yesOrNo(after.commentRequired),
    ),
  ]
}

const textIn = (value: unknown) => (typeof value === 'string' ? value : null)
const yesOrNo = (value: unknown) => (typeof value === 'boolean' ? (value ? 'yes' : 'no') : null)
const listIn = (value: unknown) => (Array.isArray(value) ? value.map(String).join(', ') : null)
