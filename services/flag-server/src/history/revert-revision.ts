import { eq } from 'drizzle-orm'
import type { Database, Transaction } from '../database/connect.ts'
import { environments } from '../database/schema.ts'
import type { Actor } from '../http/actor.ts'
import { AppError } from '../http/app-error.ts'
import type { Consent } from '../policies/consent.ts'
import { findEnvironment, lockEnvironment } from '../projects/find-project.ts'
import { applyPlan } from './apply-plan.ts'
import { flagOfLine, segmentOfLine } from './contents.ts'
import { currentContents } from './current-contents.ts'
import { proposalOf } from './describe-plan.ts'
import { lastToChange } from './find-entry.ts'
import type { Proposal, Restored, Revert } from './history-schemas.ts'
import { linesAround } from './lines-then.ts'
import { flagWithout, segmentWithout } from './merge-back.ts'
import type { Plan, Refusal, Scope } from './plan.ts'
import { planChanges } from './plan-changes.ts'
import type { RevisionEntry } from './revert-change.ts'

export async function proposeRevision(
  db: Database | Transaction,
  projectKey: string,
  entry: RevisionEntry,
): Promise<Proposal> {
  const environmentKey = await environmentKeyOf(db, entry)
  const scope = await findEnvironment(db, projectKey, environmentKey)
  return proposalOf(await planWithout(db, scope, entry), null)
}

export async function revertRevisionIn(
  tx: Transaction,
  actor: Actor,
  projectKey: string,
  entry: RevisionEntry,
  { fingerprint, comment }: Revert,
  consent: Consent,
): Promise<Restored> {
  const environmentKey = await environmentKeyOf(tx, entry)
  const scope = await lockEnvironment(tx, projectKey, environmentKey)
  const plan = await planWithout(tx, scope, entry)
  const told = {
    actor,
    action: `${entry.targetType}.reverted`,
    target: { type: entry.targetType, key: entry.targetKey },
    comment: comment ?? `Undoes r${entry.revision}.`,
  }
  return applyPlan(tx, plan, { told, fingerprint, revision: null, consent })
}

/** The revision of an entry taken out of what is in force now. */
async function planWithout(
  tx: Database | Transaction,
  scope: Scope,
  entry: RevisionEntry,
): Promise<Plan> {
  const changed = await linesAround(tx, scope.environment.id, entry.revision)
  const now = await currentContents(tx, scope, changed)
  const wanted = { flags: new Map(), segments: new Map() }
  const refused: Refusal[] = []
  for (const { kind, key, before, after } of changed) {
    const target = { type: kind, key }
    if (before === null || after === null) continue
    const sides = kind === 'flag' ? now.flags.get(key) : now.segments.get(key)
    if (!sides) {
      // It is gone: the plan says so.
      if (kind === 'flag') wanted.flags.set(key, flagOfLine(before))
      else wanted.segments.set(key, segmentOfLine(before))
      continue
    }
    const merged =
      'fallthrough' in sides
        ? flagWithout({ before: flagOfLine(before), after: flagOfLine(after), now: sides })
        : segmentWithout({ before: segmentOfLine(before), after: segmentOfLine(after), now: sides })
    if (merged.conflicts.length > 0) {
      const who = await lastToChange(tx, scope.environment.id, target)
      refused.push({ target, error: movedOn(target, merged.conflicts, who) })
    } else if ('fallthrough' in merged.content) wanted.flags.set(key, merged.content)
    else wanted.segments.set(key, merged.content)
  }
  const plan = await planChanges(tx, scope, wanted)
  const all = { ...plan, refused: [...plan.refused, ...refused] }
  const [first] = all.refused
  // Of one flag or segment, what cannot be done is all there was to do.
  if (first && entry.targetType !== 'environment') throw first.error
  return all
}

function movedOn(
  { type, key }: { type: string; key: string },
  conflicts: readonly string[],
  who: string,
): AppError {
  return new AppError(
    'revert_conflict',
    `${type} "${key}" has moved on: ${conflicts.join(', ')} was changed again since, last by ${who}. Undo that first, or restore the ${type} to a moment.`,
    { current: { conflicts } },
  )
}

async function environmentKeyOf(
  db: Database | Transaction,
  { environmentId }: RevisionEntry,
): Promise<string> {
  const [found] = await db
    .select({ key: environments.key })
    .from(environments)
    .where(eq(environments.id, environmentId))
  if (!found) throw new AppError('environment_not_found', 'this environment was removed')
  return found.key
}
