import { and, eq, inArray, lte, sql } from 'drizzle-orm'
import type { Database, Transaction } from '../database/connect.ts'
import { inTransaction } from '../database/in-transaction.ts'
import { environments, flags, projects } from '../database/schema.ts'
import { commitConfiguration } from '../flags/configure-flag.ts'
import type { Actor } from '../http/actor.ts'
import type { Decision } from './decision.ts'
import { LONGEST_STRETCH_MS } from './evidence.ts'
import { type EvidenceRecord, recordDecision } from './evidence-record.ts'
import { type HeldRelease, holdRelease, isLive, LIVE, type ReleaseAddress } from './hold-release.ts'
import { inForce, moveRelease } from './move-release.ts'
import { shareInForce } from './plan.ts'
import { readEvidence, toRelease } from './read-evidence.ts'
import type { Decided } from './release-state.ts'
import { releaseDecisions, releases } from './release-tables.ts'
import { beginStretch, stretchesOf } from './stretches.ts'

/** Who moves a release when nobody does. */
export const RUNNER: Actor = {
  type: 'system',
  id: 'releases',
  name: 'Release guard',
  email: null,
  via: 'system',
}

/** How soon after a look comes the next. */
export const LOOK_MS = 1_000
/** Looks that change nothing leave a record this often, for the chart. */
const RECORD_MS = 60_000

export interface Look {
  readonly address: ReleaseAddress
  readonly decision: Decision
  /** Whether it moved the release. */
  readonly moved: boolean
}

/** Releases whose next look is due. */
export async function dueReleases(db: Database): Promise<ReleaseAddress[]> {
  return db
    .select({ id: releases.id, project: projects.key, environment: environments.key })
    .from(releases)
    .innerJoin(environments, eq(environments.id, releases.environmentId))
    .innerJoin(projects, eq(projects.id, environments.projectId))
    .innerJoin(flags, eq(flags.id, releases.flagId))
    .where(and(inArray(releases.state, [...LIVE]), lte(releases.nextLookAt, sql`now()`)))
    .orderBy(releases.nextLookAt)
    .limit(100)
}

/**
 * One look at one release: evidence, decision, and what follows from it, in one transaction. Only one
 * replica looks at a time; whoever finds it taken leaves it. A replica that dies has done all of it or
 * nothing, and the next due look is somebody else's.
 */
export function lookAtDueRelease(db: Database, address: ReleaseAddress): Promise<Look | undefined> {
  return inTransaction(db, async (tx) => {
    if (!(await isMine(tx, address.id))) return undefined
    const held = await holdRelease(tx, address)
    const { release, now } = held
    if (!isLive(release) || release.nextLookAt > now) return undefined
    const record = recordDecision(toRelease(release), await readEvidence(tx, held), now.getTime())
    const moved = await follow(tx, held, record.decision)
    await keepRecord(tx, release.id, record, moved)
    await tx
      .update(releases)
      .set({ nextLookAt: new Date(now.getTime() + LOOK_MS) })
      .where(eq(releases.id, release.id))
    return { address, decision: record.decision, moved }
  })
}

/** Until the transaction ends; without waiting. */
async function isMine(tx: Transaction, releaseId: string): Promise<boolean> {
  const { rows } = await tx.execute<{ mine: boolean }>(
    sql`select pg_try_advisory_xact_lock(hashtextextended(${releaseId}, 0)) as mine`,
  )
  return rows[0]?.mine === true
}

/** @returns whether state or stage are others now */
async function follow(tx: Transaction, held: HeldRelease, decision: Decision): Promise<boolean> {
  const { release } = held
  const { state, stage } = release
  if (decision.do === 'advance') {
    const isLast = decision.to === 'completed'
    const event: Decided = isLast ? 'decided-to-complete' : 'decided-to-advance'
    const action = isLast ? 'release.completed' : 'release.advanced'
    await moveRelease(tx, held, event, { actor: RUNNER, action, comment: undefined, decision })
    return true
  }
  if (decision.do === 'roll-back') {
    const action = 'release.rolled-back'
    await moveRelease(tx, held, 'decided-to-roll-back', {
      actor: RUNNER,
      action,
      comment: undefined,
      decision,
    })
    return true
  }
  const standing = decision.do === 'hold' ? decision.reasons : []
  if (decision.do === 'hold' ? state === 'running' : state === 'holding') {
    const event: Decided = decision.do === 'hold' ? 'decided-to-hold' : 'decided-to-wait'
    const action = decision.do === 'hold' ? 'release.held' : 'release.hold-over'
    await moveRelease(tx, held, event, { actor: RUNNER, action, comment: undefined, decision })
    await tx.update(releases).set({ standing }).where(eq(releases.id, release.id))
    return true
  }
  await tx.update(releases).set({ decision, standing }).where(eq(releases.id, release.id))
  if (state === 'running') await divideStretch(tx, held, stage)
  return false
}

/** Bets are placed anew every hour of the same share: by the clock alone. */
async function divideStretch(tx: Transaction, held: HeldRelease, stage: number): Promise<void> {
  const { release, configuration, now } = held
  const last = (await stretchesOf(tx, release.id)).at(-1)
  const inForceNow = release.plan.stages[stage]
  if (!last || !inForceNow || now.getTime() - last.since.getTime() < LONGEST_STRETCH_MS) return
  const seq = await beginStretch(tx, release.id, shareInForce(inForceNow), now)
  const document = { ...configuration.document, release: inForce(release, release.plan, seq) }
  await commitConfiguration(tx, RUNNER, held, document, 'release.counted-on', undefined)
}

async function keepRecord(
  tx: Transaction,
  releaseId: string,
  record: EvidenceRecord,
  moved: boolean,
): Promise<void> {
  const at = new Date(record.now)
  if (!moved) {
    const { rows } = await tx.execute(sql`
      select from ${releaseDecisions} where release_id = ${releaseId}::uuid
        and at > ${at}::timestamptz - ${RECORD_MS} * interval '1 millisecond' limit 1`)
    if (rows.length > 0) return
  }
  await tx.insert(releaseDecisions).values({ releaseId, at, moved, record })
}
