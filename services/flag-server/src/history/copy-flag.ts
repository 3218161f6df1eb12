import type { Database, Transaction } from '../database/connect.ts'
import { inTransaction } from '../database/in-transaction.ts'
import { type FlagAddress, lookAtConfiguration } from '../flags/configure-flag.ts'
import type { Actor } from '../http/actor.ts'
import { byPerson, type Consent } from '../policies/consent.ts'
import { findEnvironment, lockEnvironment } from '../projects/find-project.ts'
import { applyPlan } from './apply-plan.ts'
import { flagContent } from './contents.ts'
import { proposalOf } from './describe-plan.ts'
import type { Copy, Proposal, Restored } from './history-schemas.ts'
import type { Plan, Scope } from './plan.ts'
import { planOnly } from './restore-one.ts'

/** What taking over a flag's configuration from another environment would change. */
export async function proposeCopy(
  db: Database | Transaction,
  address: FlagAddress,
  from: string,
): Promise<Proposal> {
  const scope = await findEnvironment(db, address.project, address.environment)
  return proposalOf(await planCopy(db, scope, address, from), null)
}

/** Takes it over, its salt included: who was in a share there is in it here. */
export function copyFlag(
  db: Database,
  actor: Actor,
  address: FlagAddress,
  wanted: Copy,
): Promise<Restored> {
  const consent = byPerson(wanted.comment)
  return inTransaction(db, (tx) => copyFlagIn(tx, actor, address, wanted, consent), address)
}

/** The same in a transaction that does more. */
export async function copyFlagIn(
  tx: Transaction,
  actor: Actor,
  address: FlagAddress,
  { from, fingerprint, comment }: Copy,
  consent: Consent,
): Promise<Restored> {
  const scope = await lockEnvironment(tx, address.project, address.environment)
  const plan = await planCopy(tx, scope, address, from)
  const told = {
    actor,
    action: 'flag.copied',
    target: { type: 'flag', key: address.flag },
    comment: comment ?? `From ${from}.`,
  }
  return applyPlan(tx, plan, { told, fingerprint, revision: null, consent })
}

async function planCopy(
  tx: Database | Transaction,
  scope: Scope,
  { flag, project }: FlagAddress,
  from: string,
): Promise<Plan> {
  // Read as it is at this moment, without its environment's lock: a fingerprint says if it moved.
  const source = await lookAtConfiguration(tx, { project, environment: from, flag })
  const content = flagContent(source.configuration.document)
  return planOnly(tx, scope, { flags: new Map([[flag, content]]), segments: new Map() })
}
