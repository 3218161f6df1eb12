import type { Database, Transaction } from '../database/connect.ts'
import { inTransaction } from '../database/in-transaction.ts'
import { type AskedMoment, findMoment } from '../evaluation/find-moment.ts'
import type { Actor } from '../http/actor.ts'
import { AppError } from '../http/app-error.ts'
import { byPerson, type Consent } from '../policies/consent.ts'
import { findEnvironment, lockEnvironment } from '../projects/find-project.ts'
import { applyPlan } from './apply-plan.ts'
import { flagOfLine, segmentOfLine, type Wanted } from './contents.ts'
import { proposalOf } from './describe-plan.ts'
import type { Proposal, Restore, Restored } from './history-schemas.ts'
import { lineAt } from './lines-then.ts'
import type { Plan, Scope } from './plan.ts'
import { planChanges } from './plan-changes.ts'

/** Which flag or segment, where. */
export interface OneAddress {
  readonly project: string
  readonly environment: string
  readonly kind: 'flag' | 'segment'
  readonly key: string
}

/** What restoring a flag or a segment in one environment to a moment would change. */
export async function proposeRestore(
  db: Database | Transaction,
  address: OneAddress,
  asked: AskedMoment,
): Promise<Proposal> {
  const scope = await findEnvironment(db, address.project, address.environment)
  const { revision } = await findMoment(db, scope.environment, asked)
  return proposalOf(await planOne(db, scope, address, revision), revision)
}

/** Makes it what it was, as a new change. */
export function restoreOne(
  db: Database,
  actor: Actor,
  address: OneAddress,
  wanted: Restore,
): Promise<Restored> {
  const consent = byPerson(wanted.comment)
  return inTransaction(db, (tx) => restoreOneIn(tx, actor, address, wanted, consent), address)
}

/** The same in a transaction that does more. */
export async function restoreOneIn(
  tx: Transaction,
  actor: Actor,
  address: OneAddress,
  { fingerprint, comment, ...asked }: Restore,
  consent: Consent,
): Promise<Restored> {
  const scope = await lockEnvironment(tx, address.project, address.environment)
  const { revision } = await findMoment(tx, scope.environment, asked)
  const plan = await planOne(tx, scope, address, revision)
  const target = { type: address.kind, key: address.key }
  const told = { actor, action: `${address.kind}.restored`, target, comment }
  return applyPlan(tx, plan, { told, fingerprint, revision, consent })
}

async function planOne(
  tx: Database | Transaction,
  scope: Scope,
  { kind, key }: OneAddress,
  revision: number,
): Promise<Plan> {
  const line = await lineAt(tx, scope.environment.id, { kind, key }, revision)
  if (line === null) {
    throw new AppError('not_there_then', `${kind} "${key}" was not there at r${revision}`)
  }
  return planOnly(tx, scope, {
    flags: new Map(kind === 'flag' ? [[key, flagOfLine(line)]] : []),
    segments: new Map(kind === 'segment' ? [[key, segmentOfLine(line)]] : []),
  })
}

/** The plan of one thing: what keeps that from being done keeps everything from being done. */
export async function planOnly(
  tx: Database | Transaction,
  scope: Scope,
  wanted: Wanted,
): Promise<Plan> {
  const plan = await planChanges(tx, scope, wanted)
  const [refusal] = plan.refused
  if (refusal) throw refusal.error
  return plan
}
