import { recordAudit } from '../audit/record-audit.ts'
import type { Database, Transaction } from '../database/connect.ts'
import { inTransaction } from '../database/in-transaction.ts'
import { type FlagAddress, holdConfiguration } from '../flags/configure-flag.ts'
import type { Actor } from '../http/actor.ts'
import { byPerson, type Consent } from '../policies/consent.ts'
import { notify } from '../revisions/notify.ts'
import { flagFacts } from './flag-facts.ts'
import { databaseNow, liveRelease, type ReleaseRow } from './hold-release.ts'
import { makePlan } from './make-plan.ts'
import { releaseRunning } from './refuse-moved-places.ts'
import { refusePlace } from './refuse-place.ts'
import type { NewRelease } from './release-schemas.ts'
import { releases } from './release-tables.ts'
import { startHeld } from './start-held.ts'

/** Plans a release, and starts it when asked to. */
export function createRelease(
  db: Database,
  actor: Actor,
  address: FlagAddress,
  wanted: NewRelease,
): Promise<ReleaseRow> {
  const consent = byPerson(wanted.comment)
  return inTransaction(
    db,
    (tx) => createReleaseIn(tx, actor, address, wanted, { consent }),
    address,
  )
}

/** The same in a transaction that does more; with an id that was drawn before, if there is one. */
export async function createReleaseIn(
  tx: Transaction,
  actor: Actor,
  address: FlagAddress,
  wanted: NewRelease,
  { consent, id }: { readonly consent: Consent; readonly id?: string },
): Promise<ReleaseRow> {
  const held = await holdConfiguration(tx, address)
  const live = await liveRelease(tx, held)
  if (live) throw releaseRunning(held, live.id)
  const { rule: ruleId = null } = wanted
  const plan = makePlan(wanted, await flagFacts(tx, held, wanted.control))
  refusePlace(held, plan, ruleId)
  const [release] = await tx
    .insert(releases)
    .values({
      id,
      environmentId: held.environment.id,
      flagId: held.flag.id,
      ruleId,
      bucketBy: wanted.bucketBy ?? (plan.strategy === 'rolling' ? 'instance' : null),
      plan,
      comment: wanted.comment ?? null,
      createdBy: actor.name,
    })
    .returning()
  if (!release) throw new Error('an insert returned no row')
  await recordAudit(tx, {
    actor,
    action: 'release.created',
    projectId: held.project.id,
    environmentId: held.environment.id,
    target: { type: 'flag', key: held.flag.key },
    before: null,
    after: { release: release.id, ...plan },
    comment: wanted.comment,
  })
  if (wanted.start) {
    const now = await databaseNow(tx)
    return startHeld(tx, actor, { ...held, release, now }, wanted.comment, consent)
  }
  await notify(tx, { type: 'changed', projectId: held.project.id, what: 'releases' })
  return release
}
