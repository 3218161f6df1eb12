import type { Database } from '../database/connect.ts'
import type { Actor } from '../http/actor.ts'
import { AppError } from '../http/app-error.ts'
import { type EntryRow, findEntry } from './find-entry.ts'
import type { Proposal, Restored, Revert } from './history-schemas.ts'
import { isDetails, proposeDetails, revertDetails } from './revert-details.ts'
import { proposeRevision, revertRevision } from './revert-revision.ts'

/** What undoing one change would change now. */
export async function proposeRevert(
  db: Database,
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
  if (isDetails(entry)) return revertDetails(db, actor, projectKey, entry, carried)
  if (madeRevision(entry)) return revertRevision(db, actor, projectKey, entry, carried)
  throw notRevertible(entry)
}

/** A change of what one environment serves. */
export type RevisionEntry = EntryRow & { readonly environmentId: string; readonly revision: number }

function madeRevision(entry: EntryRow): entry is RevisionEntry {
  return entry.environmentId !== null && entry.revision !== null
}

const INSTEAD: Readonly<Record<string, string>> = {
  'flag.created': 'archive the flag instead',
  'flag.archived': 'an archived flag keeps its key and its history, and is not served again',
  'segment.created': 'delete the segment instead',
  'segment.deleted': 'make a segment of this key again, then restore it from its history',
  'sdk-key.created': 'revoke the key instead',
  'sdk-key.revoked': 'a revoked key stays revoked: make a new one',
  'webhook.created': 'delete the webhook instead',
  'webhook.deleted': 'make the webhook again: it gets a new secret',
}

function notRevertible({ action }: EntryRow): AppError {
  const instead = INSTEAD[action] ?? 'it changed nothing that could be put back'
  return new AppError('not_revertible', `"${action}" cannot be undone: ${instead}`)
}
