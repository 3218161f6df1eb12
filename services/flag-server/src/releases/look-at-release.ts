import { and, desc, eq, inArray, lte, sql } from 'drizzle-orm'
import type { Database, Transaction } from '../database/connect.ts'
import { inTransaction } from '../database/in-transaction.ts'
import { environments, projects } from '../database/schema.ts'
import type { Decision } from './decision.ts'
import { type EvidenceRecord, recordDecision } from './evidence-record.ts'
import { lookAtRelease } from './find-release.ts'
import { changesNothing, followDecision, movesRelease } from './follow-decision.ts'
import { type HeldRelease, holdRelease, isLive, LIVE, type ReleaseAddress } from './hold-release.ts'
import { readEvidence, toRelease } from './read-evidence.ts'
import { releaseDecisions, releases } from './release-tables.ts'

/** How soon after a look comes the next. */
export const LOOK_MS = 1_000
/** Looks that change nothing leave a record this often, for the chart. */
const RECORD_MS = 60_000
/** … and each time the logarithm of a guard's evidence has risen by this much above even. */
const RECORD_RISE = 0.3

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
    .where(and(inArray(releases.state, [...LIVE]), lte(releases.nextLookAt, sql`now()`)))
    .orderBy(releases.nextLookAt)
    .limit(100)
}

/**
 * One look at one release: evidence, decision, and what follows from it. Most looks change nothing, and
 * take no lock: people's changes in the same environment wait for none of them. One that would move the
 * release, or is to be kept as a record, is done again while nobody else can move anything.
 *
 * @returns undefined when another replica, or a person, was faster
 */
export async function lookAtDueRelease(
  db: Database,
  address: ReleaseAddress,
): Promise<Look | undefined> {
  const seen = await lookAtRelease(db, address)
  if (!isDue(seen)) return undefined
  const record = await decideOn(db, seen)
  const { decision } = record
  const movesNothing = await changesNothing(db, seen, decision)
  if (!movesNothing || (await isRecordDue(db, record, seen.release.id))) {
    return lookHolding(db, address)
  }
  return (await noteLook(db, seen, decision)) ? { address, decision, moved: false } : undefined
}

/**
 * The same in one transaction, with the locks that people's commands take too. Only one replica is at it;
 * whoever finds it taken leaves it. A replica that dies has done all of it or nothing, and the next look
 * is somebody else's; one that slept through it finds a release that is not due.
 */
function lookHolding(db: Database, address: ReleaseAddress): Promise<Look | undefined> {
  return inTransaction(
    db,
    async (tx) => {
      if (!(await isMine(tx, address.id))) return undefined
      const held = await holdRelease(tx, address)
      if (!isDue(held)) return undefined
      const record = await decideOn(tx, held)
      const { decision } = record
      const moved = movesRelease(held, decision)
      const isKept = moved || (await isRecordDue(tx, record, held.release.id))
      await followDecision(
        tx,
        held,
        decision,
        isKept ? await keep(tx, held, record, moved) : undefined,
      )
      await tx
        .update(releases)
        .set({ nextLookAt: new Date(held.now.getTime() + LOOK_MS) })
        .where(eq(releases.id, held.release.id))
      return { address, decision, moved }
    },
    address,
  )
}

/** @returns its id, which the history of what it moves will name */
async function keep(
  tx: Transaction,
  { release, now }: HeldRelease,
  record: EvidenceRecord,
  moved: boolean,
): Promise<string> {
  const [kept] = await tx
    .insert(releaseDecisions)
    .values({ releaseId: release.id, at: now, moved, record })
    .returning({ id: releaseDecisions.id })
  if (!kept) throw new Error('an insert returned no row')
  return String(kept.id)
}

function isDue({ release, now }: HeldRelease): boolean {
  return isLive(release) && release.nextLookAt <= now
}

async function decideOn(db: Database | Transaction, held: HeldRelease): Promise<EvidenceRecord> {
  return recordDecision(toRelease(held.release), await readEvidence(db, held), held.now.getTime())
}

/** Until the transaction ends; without waiting. */
async function isMine(tx: Transaction, releaseId: string): Promise<boolean> {
  const { rows } = await tx.execute<{ mine: boolean }>(
    sql`select pg_try_advisory_xact_lock(hashtextextended(${releaseId}, 0)) as mine`,
  )
  return rows[0]?.mine === true
}

/** Unless the release was moved, changed, or looked at, since it was read. */
async function noteLook(
  db: Database,
  { release, now }: HeldRelease,
  decision: Decision,
): Promise<boolean> {
  const noted = await db
    .update(releases)
    .set({
      decision,
      standing: decision.do === 'hold' ? decision.reasons : [],
      nextLookAt: new Date(now.getTime() + LOOK_MS),
    })
    .where(
      and(
        eq(releases.id, release.id),
        eq(releases.state, release.state),
        eq(releases.stage, release.stage),
        eq(releases.nextLookAt, release.nextLookAt),
      ),
    )
    .returning({ id: releases.id })
  return noted.length > 0
}

/** Now and then, and while the evidence against the treatment rises, for a chart that shows how. */
async function isRecordDue(
  db: Database | Transaction,
  { now, weighed }: EvidenceRecord,
  releaseId: string,
): Promise<boolean> {
  const [last] = await db
    .select({
      at: releaseDecisions.at,
      against: sql<Record<
        string,
        number
      > | null>`${releaseDecisions.record} #> '{weighed,against}'`,
    })
    .from(releaseDecisions)
    .where(eq(releaseDecisions.releaseId, releaseId))
    .orderBy(desc(releaseDecisions.id))
    .limit(1)
  if (!last || now - last.at.getTime() >= RECORD_MS) return true
  return Object.entries(weighed?.against ?? {}).some(
    ([guard, logE]) => logE - Math.max(0, last.against?.[guard] ?? 0) >= RECORD_RISE,
  )
}
