import { isDeepStrictEqual } from 'node:util'
import type { Database } from '../database/connect.ts'
import { applyPatch } from '../flags/apply-patch.ts'
import { lookAtConfiguration } from '../flags/configure-flag.ts'
import { flagContent, flagOfLine, segmentContent, segmentOfLine } from '../history/contents.ts'
import { lineAt } from '../history/lines-then.ts'
import { flagWithout, segmentWithout } from '../history/merge-back.ts'
import { AppError, invalid } from '../http/app-error.ts'
import { findSegmentConfiguration } from '../segments/find-segment.ts'
import type { Operation } from './operation-schemas.ts'
import type { FullRequest } from './request-rows.ts'

type Of<Type extends Operation['type']> = Extract<Operation, { type: Type }>

/**
 * The operation that does to the present what this one would have done to what it was made against.
 * Throws 409 with the parts that others changed as well. Operations that say what they do rather than
 * what becomes of it stay as they are.
 */
export async function rebased(db: Database, full: FullRequest): Promise<Operation> {
  const { operation } = full.request
  if (operation.type === 'configure-flag') return rebasedFlag(db, full, operation)
  if (operation.type === 'configure-segment') return rebasedSegment(db, full, operation)
  return operation
}

async function rebasedFlag(
  db: Database,
  { project, request }: FullRequest,
  operation: Of<'configure-flag'>,
): Promise<Operation> {
  const held = await lookAtConfiguration(db, { ...operation, project: project.key })
  const now = flagContent(held.configuration.document)
  const base = await lineOf(db, held.environment.id, 'flag', operation.flag, request.revision)
  if (base === null) return operation
  const was = flagOfLine(base)
  const wanted = flagContent(applyPatch(was, operation.patch))
  // What takes a change out of the present, taken from there to here, puts it in.
  const { content, conflicts } = flagWithout({ before: wanted, after: was, now })
  refuseConflicts('flag', operation.flag, conflicts)
  const changed = Object.entries(content).filter(
    ([name, value]) => name !== 'salt' && !isDeepStrictEqual(value, now[name as keyof typeof now]),
  )
  if (changed.length === 0) throw isDone()
  return { ...operation, patch: Object.fromEntries(changed) }
}

async function rebasedSegment(
  db: Database,
  { project, request, reach }: FullRequest,
  operation: Of<'configure-segment'>,
): Promise<Operation> {
  const address = { ...operation, project: project.key }
  const now = segmentContent(await findSegmentConfiguration(db, address))
  const home = reach.find(({ environment }) => environment.key === operation.environment)
  const { id = '' } = home?.environment ?? {}
  const base = await lineOf(db, id, 'segment', operation.segment, request.revision)
  if (base === null) return operation
  const was = segmentOfLine(base)
  const { patch } = operation
  const wanted = {
    included: patch.included ?? was.included,
    excluded: patch.excluded ?? was.excluded,
    conditions: patch.conditions ?? was.conditions,
  }
  const { content, conflicts } = segmentWithout({ before: wanted, after: was, now })
  refuseConflicts('segment', operation.segment, conflicts)
  const changed = Object.entries(content).filter(
    ([name, value]) => !isDeepStrictEqual(value, now[name as keyof typeof now]),
  )
  if (changed.length === 0) throw isDone()
  return { ...operation, patch: Object.fromEntries(changed) }
}

function lineOf(
  db: Database,
  environmentId: string,
  kind: 'flag' | 'segment',
  key: string,
  revision: number | null,
): Promise<string | null> {
  return revision === null
    ? Promise.resolve(null)
    : lineAt(db, environmentId, { kind, key }, revision)
}

function refuseConflicts(type: string, key: string, conflicts: readonly string[]): void {
  if (conflicts.length === 0) return
  throw new AppError(
    'revert_conflict',
    `${type} "${key}" has moved on: ${conflicts.join(', ')} was changed as well. Withdraw this, and ask for what is wanted now.`,
    { current: { conflicts } },
  )
}

function isDone(): AppError {
  return invalid([{ path: 'operation', message: 'would change nothing: it is so already' }])
}
