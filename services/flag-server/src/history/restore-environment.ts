import type { Database, Transaction } from '../database/connect.ts'
import { inTransaction } from '../database/in-transaction.ts'
import { type AskedMoment, findMoment } from '../evaluation/find-moment.ts'
import type { Actor } from '../http/actor.ts'
import { AppError } from '../http/app-error.ts'
import { byPerson, type Consent } from '../policies/consent.ts'
import { findEnvironment, lockEnvironment } from '../projects/find-project.ts'
import { applyPlan } from './apply-plan.ts'
import { flagOfLine, segmentOfLine } from './contents.ts'
import { proposalOf } from './describe-plan.ts'
import type { Proposal, Restore, Restored } from './history-schemas.ts'
import { linesBefore } from './lines-then.ts'
import type { Plan, Refusal, Scope } from './plan.ts'
import { planChanges } from './plan-changes.ts'

interface EnvironmentAddress {
  readonly project: string
  readonly environment: string
}

/** What restoring a whole environment to a moment would change, and what it would leave as it is. */
export async function proposeEnvironment(
  db: Database | Transaction,
  address: EnvironmentAddress,
  asked: AskedMoment,
): Promise<Proposal> {
  const scope = await findEnvironment(db, address.project, address.environment)
  const { revision } = await findMoment(db, scope.environment, asked)
  return proposalOf(await planEnvironment(db, scope, revision), revision)
}

/** Makes every flag and segment what it was: one revision, one audit entry. */
export function restoreEnvironment(
  db: Database,
  actor: Actor,
  address: EnvironmentAddress,
  wanted: Restore,
): Promise<Restored> {
  const consent = byPerson(wanted.comment)
  return inTransaction(
    db,
    (tx) => restoreEnvironmentIn(tx, actor, address, wanted, consent),
    address,
  )
}

/** The same in a transaction that does more. */
export async function restoreEnvironmentIn(
  tx: Transaction,
  actor: Actor,
  address: EnvironmentAddress,
  { fingerprint, comment, ...asked }: Restore,
  consent: Consent,
): Promise<Restored> {
  const scope = await lockEnvironment(tx, address.project, address.environment)
  const { revision } = await findMoment(tx, scope.environment, asked)
  const plan = await planEnvironment(tx, scope, revision)
  const target = { type: 'environment', key: scope.environment.key }
  const told = { actor, action: 'environment.restored', target, comment }
  return applyPlan(tx, plan, { told, fingerprint, revision, consent })
}

async function planEnvironment(
  tx: Database | Transaction,
  scope: Scope,
  revision: number,
): Promise<Plan> {
  const lines = await linesBefore(tx, scope.environment.id, revision)
  const wanted = { flags: new Map(), segments: new Map() }
  const refused: Refusal[] = []
  for (const { kind, key, line } of lines) {
    if (line === null) refused.push(madeSince(kind, key, revision))
    else if (kind === 'flag') wanted.flags.set(key, flagOfLine(line))
    else wanted.segments.set(key, segmentOfLine(line))
  }
  const plan = await planChanges(tx, scope, wanted)
  return { ...plan, refused: [...plan.refused, ...refused] }
}

function madeSince(type: 'flag' | 'segment', key: string, revision: number): Refusal {
  const message = `${type} "${key}" was not there at r${revision}`
  return { target: { type, key }, error: new AppError('not_there_then', message) }
}
