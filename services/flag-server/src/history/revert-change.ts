import type { Database, Transaction } from '../database/connect.ts'
import { inTransaction } from '../database/in-transaction.ts'
import type { Actor } from '../http/actor.ts'
import { AppError } from '../http/app-error.ts'
import { byPerson, type Consent } from '../policies/consent.ts'
import { type EntryRow, findEntry } from './find-entry.ts'
import type { Proposal, Restored, Revert } from './history-schemas.ts'
import { isDetails, proposeDetails, revertDetails, revertFlagDetailsIn } from './revert-details.ts'
import { proposeRevision, revertRevisionIn } from './revert-revision.ts'

/** What undoing one change would change now. */
export async function proposeRevert(
  db: Database | Transaction,
  projectKey: string,
  entryId: number,
): Promise<Proposal> {
  const entry = await findEntry(db, projectKey, entryId)
  if (isDetails(entry)) return proposeDetails(db, projectKey, entry)
  if (madeRevision(entry)) return proposeRevision(db, projectKey, entry)
  throw notRevertible(entry)
}

/** Undoes one change by a new one; what others changed since stays. */
export async function revertChange(
  db: Database,
  actor: Actor,
  projectKey: string,
  entryId: number,
  carried: Revert,
): Promise<Restored> {
  const entry = await findEntry(db, projectKey, entryId)
  if (isDetails(entry) && entry.action !== 'flag.updated') {
    return revertDetails(db, actor, projectKey, entry, carried)
  }
  const consent = byPerson(carried.comment)
  return inTransaction(db, (tx) => revertIn(tx, actor, projectKey, entry, carried, consent), {
    project: projectKey,
  })
}

/** Undoes, in a transaction that does more, a change of what environments serve. */
export async function revertChangeIn(
  tx: Transaction,
  actor: Actor,
  projectKey: string,
  entryId: number,
  carried: Revert,
  consent: Consent,
): Promise<Restored> {
  const entry = await findEntry(tx, projectKey, entryId)
  return revertIn(tx, actor, projectKey, entry, carried, consent)
}

async function revertIn(
  tx: Transaction,
  actor: Actor,
  projectKey: string,
  entry: EntryRow,
  carried: Revert,
  consent: Consent,
): Promise<Restored> {
  if (isDetails(entry) && entry.action === 'flag.updated') {
    return revertFlagDetailsIn(tx, actor, projectKey, entry, carried, consent)
  }
  if (madeRevision(entry)) return revertRevisionIn(tx, actor, projectKey, entry, carried, consent)
  throw notRevertible(entry)
}

/** A change of what one environment serves. */
export type RevisionEntry = EntryRow & { readonly environmentId: string; readonly revision: number }

function madeRevision(entry: EntryRow): entry is RevisionEntry {
  return entry.environmentId !== null && entry.revision !== null
}

const INSTEAD: Readonly<Record<string, string>> = {
  'flag.created': 'archive the flag instead',
  'flag.archived': 'restore the flag from the archive instead',
  'flag.unarchived': 'archive the flag again instead',
  'flag.deleted': 'what was deleted is gone for good: make a flag of this key anew',
  'segment.created': 'delete the segment instead',
  'segment.deleted': 'make a segment of this key again, then restore it from its history',
  'environment.created': 'environments are not deleted; no SDK key of it need be given out',
  'environment.changed': 'change the environment again',
  'sdk-key.created': 'revoke the key instead',
  'sdk-key.rotated': 'a key that has a successor keeps its end: use the successor',
  'sdk-key.revoked': 'a revoked key stays revoked: make a new one',
  'webhook.created': 'delete the webhook instead',
  'webhook.deleted': 'make the webhook again: it gets a new secret',
}

function notRevertible({ action }: EntryRow): AppError {
  const instead = INSTEAD[action] ?? 'it changed nothing that could be put back'
  return new AppError('not_revertible', `"${action}" cannot be undone: ${instead}`)
}
