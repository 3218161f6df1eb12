import { isDeepStrictEqual } from 'node:util'
import { eq } from 'drizzle-orm'
import { recordAudit } from '../audit/record-audit.ts'
import type { Database, Transaction } from '../database/connect.ts'
import { inTransaction } from '../database/in-transaction.ts'
import { commitConfiguration } from '../flags/configure-flag.ts'
import type { Actor } from '../http/actor.ts'
import { AppError } from '../http/app-error.ts'
import { byPerson, type Consent } from '../policies/consent.ts'
import { notify } from '../revisions/notify.ts'
import { flagFacts } from './flag-facts.ts'
import {
  type HeldRelease,
  holdRelease,
  isLive,
  type ReleaseAddress,
  type ReleaseRow,
} from './hold-release.ts'
import { patchPlan } from './make-plan.ts'
import { firstLookAt, inForce, requirePlanConsent } from './move-release.ts'
import { rolloutOf, serveAt, withServeAt } from './place.ts'
import { type Plan, shareInForce } from './plan.ts'
import type { ReleasePatch } from './release-schemas.ts'
import { releases } from './release-tables.ts'
import { beginStretch } from './stretches.ts'

/**
 * Other stages or guards on the way. What was counted for a guard that changed, or at a share that
 * changed, does not count any more: that part of the evidence begins anew.
 */
export function changeRelease(
  db: Database,
  actor: Actor,
  address: ReleaseAddress,
  patch: ReleasePatch,
): Promise<ReleaseRow> {
  const consent = byPerson(patch.comment)
  return inTransaction(db, (tx) => changeReleaseIn(tx, actor, address, patch, consent), address)
}

/** The same in a transaction that does more. */
export async function changeReleaseIn(
  tx: Transaction,
  actor: Actor,
  address: ReleaseAddress,
  patch: ReleasePatch,
  consent: Consent,
): Promise<ReleaseRow> {
  const held = await holdRelease(tx, address)
  const { release, configuration, now } = held
  if (release.state !== 'draft' && !isLive(release)) {
    throw new AppError('release_refused', 'this release has ended: plan another')
  }
  const plan = patchPlan(release.plan, patch, await flagFacts(tx, held, release.plan.control))
  refuseLostStages(release, plan)
  // Stages to come begin by themselves.
  if (isLive(release)) requirePlanConsent(held, plan, consent)
  // Of one that is under way the configuration's entry has the plans, too: one change is one entry.
  const set = { plan, ...(isLive(release) ? await beginAnew() : await recordPlan()) }
  const [changed] = await tx
    .update(releases)
    .set(set)
    .where(eq(releases.id, release.id))
    .returning()
  if (!changed) throw new Error('an update returned no row')
  await notify(tx, { type: 'changed', projectId: held.project.id, what: 'releases' })
  return changed

  /** A draft serves nothing yet. */
  async function recordPlan() {
    await recordAudit(tx, {
      actor,
      action: 'release.changed',
      projectId: held.project.id,
      environmentId: held.environment.id,
      target: { type: 'flag', key: held.flag.key },
      before: { release: release.id, ...release.plan },
      after: { release: release.id, ...plan },
      comment: patch.comment,
    })
    return {}
  }

  async function beginAnew() {
    const share = shareAt(plan, release.stage)
    const sharesMoved = share !== shareAt(release.plan, release.stage)
    const stretch = await beginStretch(tx, release.id, share, now)
    const fresh = sharesMoved ? plan.guards.map(({ id }) => id) : changedGuards(release.plan, plan)
    const document = withPlan(held, plan, share, stretch)
    await commitConfiguration(tx, held, document, {
      actor,
      action: 'release.changed',
      comment: patch.comment,
      consent,
      beside: { before: { plan: release.plan }, after: { plan } },
    })
    return {
      nextLookAt: firstLookAt(plan, now),
      ...(sharesMoved && { ratioFrom: stretch, stageFrom: stretch, stageSince: now }),
      countFrom: {
        ...release.countFrom,
        ...Object.fromEntries(fresh.map((id) => [id, stretch])),
      },
    }
  }

  function withPlan(
    { configuration: { document } }: HeldRelease,
    plan: Plan,
    share: number,
    stretch: number,
  ) {
    const serve = serveAt(document, release.ruleId)
    const moved = serve
      ? withServeAt(document, release.ruleId, rolloutOf(serve, plan, share, release.bucketBy))
      : configuration.document
    return { ...moved, release: inForce(release, plan, stretch) }
  }
}

function shareAt({ stages }: Plan, at: number): number {
  const stage = stages[at]
  return stage ? shareInForce(stage) : 0
}

/** Guards that are new or other than before, by id. */
function changedGuards(before: Plan, after: Plan): string[] {
  return after.guards
    .filter((guard) => !before.guards.some((old) => isDeepStrictEqual(old, guard)))
    .map(({ id }) => id)
}

function refuseLostStages({ stage, state }: ReleaseRow, { stages }: Plan): void {
  if (state === 'draft' || stage < stages.length) return
  throw new AppError('release_refused', `stage ${stage + 1} is in force: the plan must have it`)
}
