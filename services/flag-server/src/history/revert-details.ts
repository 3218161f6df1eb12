import { isDeepStrictEqual } from 'node:util'
import type { Database, Transaction } from '../database/connect.ts'
import { findFlag } from '../flags/find-flag.ts'
import { FlagPatch } from '../flags/flag-schemas.ts'
import { updateFlagIn } from '../flags/update-flag.ts'
import type { Actor } from '../http/actor.ts'
import { AppError } from '../http/app-error.ts'
import type { Consent } from '../policies/consent.ts'
import { renameProject } from '../projects/rename-project.ts'
import { viewProject } from '../projects/view-project.ts'
import { findSegment } from '../segments/find-segment.ts'
import { SegmentPatch } from '../segments/segment-schemas.ts'
import { updateSegment } from '../segments/update-segment.ts'
import { refuseOtherProposal } from './apply-plan.ts'
import { sealed } from './describe-plan.ts'
import type { EntryRow } from './find-entry.ts'
import type { Proposal, Restored, Revert } from './history-schemas.ts'

type Fields = Readonly<Record<string, unknown>>

/** A change of fields that every environment shares: names, tags, variants, owner. */
export interface DetailsEntry extends EntryRow {
  readonly before: Fields
  readonly after: Fields
}

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null

export function isDetails(entry: EntryRow): entry is DetailsEntry {
  const kinds = ['flag.updated', 'segment.updated', 'project.renamed']
  return kinds.includes(entry.action) && isFields(entry.before) && isFields(entry.after)
}

export async function proposeDetails(
  db: Database | Transaction,
  projectKey: string,
  entry: DetailsEntry,
): Promise<Proposal> {
  return (await without(db, projectKey, entry)).proposal
}

const undoes = ({ at }: DetailsEntry) => `Undoes a change of ${at.toISOString()}.`

/** Of a flag, in a transaction that does more: variants are what environments serve. */
export async function revertFlagDetailsIn(
  tx: Transaction,
  actor: Actor,
  projectKey: string,
  entry: DetailsEntry,
  { fingerprint, comment = undoes(entry) }: Revert,
  consent: Consent,
): Promise<Restored> {
  const { proposal, fields, version } = await without(tx, projectKey, entry)
  refuseOtherProposal(proposal, fingerprint)
  const changed = proposal.items.length
  if (changed > 0) {
    const patch = FlagPatch.parse({ ...fields, expectedVersion: version, comment })
    await updateFlagIn(tx, actor, projectKey, entry.targetKey, patch, consent)
  }
  return { environment: null, revision: null, changed }
}

/** Of a segment or a project: texts that no SDK carries. */
export async function revertDetails(
  db: Database,
  actor: Actor,
  projectKey: string,
  entry: DetailsEntry,
  { fingerprint, comment = undoes(entry) }: Revert,
): Promise<Restored> {
  const { proposal, fields, version } = await without(db, projectKey, entry)
  refuseOtherProposal(proposal, fingerprint)
  const changed = proposal.items.length
  if (changed > 0) {
    // The version, or the name, keeps what was read above true until it is written.
    if (entry.action === 'segment.updated') {
      const patch = SegmentPatch.parse({ ...fields, expectedVersion: version, comment })
      await updateSegment(db, actor, projectKey, entry.targetKey, patch)
    } else {
      const [name, seen] = [String(fields.name), String(entry.after.name)]
      await renameProject(db, actor, projectKey, name, seen)
    }
  }
  return { environment: null, revision: null, changed }
}

async function without(
  db: Database | Transaction,
  projectKey: string,
  { action, targetType, targetKey, before, after }: DetailsEntry,
): Promise<{ proposal: Proposal; fields: Fields; version: number | undefined }> {
  const now = await readNow(db, projectKey, action, targetKey)
  const touched = Object.keys(before).filter((name) => !same(before[name], after[name]))
  const moved = touched.filter(
    (name) => !same(now[name], after[name]) && !same(now[name], before[name]),
  )
  if (moved.length > 0) {
    throw new AppError(
      'revert_conflict',
      `${targetType} "${targetKey}" has moved on: ${moved.join(', ')} was changed again since. Undo that first.`,
      { current: { conflicts: moved } },
    )
  }
  const names = touched.filter((name) => !same(now[name], before[name]))
  const pick = (of: Fields) => Object.fromEntries(names.map((name) => [name, of[name]]))
  const target = { type: targetType, key: targetKey }
  const items = names.length > 0 ? [{ action, target, before: pick(now), after: pick(before) }] : []
  const proposal = sealed({ environment: null, revision: null, items, refused: [] })
  const version = typeof now.version === 'number' ? now.version : undefined
  return { proposal, fields: pick(before), version }
}

async function readNow(
  db: Database | Transaction,
  projectKey: string,
  action: string,
  key: string,
): Promise<Fields> {
  if (action === 'flag.updated') return { ...(await findFlag(db, projectKey, key)) }
  if (action === 'segment.updated') return { ...(await findSegment(db, projectKey, key)) }
  return { ...(await viewProject(db, projectKey)) }
}

const same = (a: unknown, b: unknown) => isDeepStrictEqual(a ?? null, b ?? null)
