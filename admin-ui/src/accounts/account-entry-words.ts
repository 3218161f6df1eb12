import type { AuditEntry } from '@bunting/flag-server/audit/audit-schemas.ts'
import type { Difference } from '../drafts/difference.ts'
import { isObject } from '../shared/same-json.ts'
import { membershipWords } from './people/invitation-words.ts'

/** Before an address, in the history: what somebody did to an account. */
export const ACCOUNT_VERBS: Readonly<Record<string, string>> = {
  'session.started': 'signed in as',
  'session.ended': 'ended sessions of',
  'account.renamed': 'changed the name of',
  'account.password-changed': 'changed the password of',
  'account.password-link-made': 'made a link for a new password of',
  'account.password-reset': 'set a new password, by link, of',
  'account.second-factor-added': 'set up the second factor of',
  'account.second-factor-removed': 'removed the second factor of',
  'account.second-factor-reset': 'took away the second factor of',
  'account.recovery-codes-replaced': 'replaced the recovery codes of',
  'account.disabled': 'disabled the account of',
  'account.enabled': 'enabled the account of',
  'account.administrator-made': 'made an administrator of',
  'account.administrator-unmade': 'took the rights of an administrator from',
  'account.linked': 'linked single sign-on to',
  'account.unlinked': 'unlinked single sign-on from',
  'account.created': 'got, through single sign-on, the account',
  'invitation.created': 'invited',
  'invitation.renewed': 'renewed the invitation of',
  'invitation.revoked': 'took back the invitation of',
  'invitation.accepted': 'accepted the invitation of',
  'sso.changed': 'changed',
  'sso.removed': 'removed',
  'account-policy.changed': 'changed the',
}

/** How somebody signed in, and what an invitation brings along. */
export function accountEntryDifferences({ action, after }: AuditEntry): readonly Difference[] {
  if (!isObject(after)) return []
  if (action === 'session.started' && typeof after.through === 'string') {
    return [{ what: `By ${after.through}`, before: null, after: null }]
  }
  if (action.startsWith('invitation.') && Array.isArray(after.memberships)) {
    const words = membershipWords({
      administrator: after.administrator === true,
      memberships: after.memberships,
    })
    return [{ what: `As ${words}`, before: null, after: null }]
  }
  return []
}
