import { and, desc, eq } from 'drizzle-orm'
import type { Database } from '../database/connect.ts'
import type { Decision } from './decision.ts'
import { lookAtRelease } from './find-release.ts'
import type { ReleaseAddress } from './hold-release.ts'
import { shareInForce } from './plan.ts'
import { decisionWords } from './reason-words.ts'
import type { EvidenceView } from './release-schemas.ts'
import { releaseDecisions } from './release-tables.ts'

/** Looks of some two days, one a minute. */
const MOST = 3_000

/** Every decision with what it looked at, oldest first: enough to compute each again. */
export async function readDecisions(
  db: Database,
  address: ReleaseAddress,
  { records, movedOnly }: { records: boolean; movedOnly: boolean },
): Promise<EvidenceView> {
  const { release } = await lookAtRelease(db, address)
  const rows = await db
    .select()
    .from(releaseDecisions)
    .where(
      and(
        eq(releaseDecisions.releaseId, release.id),
        movedOnly ? eq(releaseDecisions.moved, true) : undefined,
      ),
    )
    .orderBy(desc(releaseDecisions.id))
    .limit(MOST)
  rows.reverse()
  return {
    format: 'release-evidence/1',
    points: rows.map(({ id, at, moved, record }) => {
      const stage = record.release.plan.stages[record.release.stage]
      return {
        id: String(id),
        at: at.toISOString(),
        moved,
        stage: record.release.stage,
        share: stage ? shareInForce(stage) : 0,
        state: record.release.state,
        do: record.decision.do,
        why: decisionWords(record.decision, record.release.plan),
        codes: codesOf(record.decision),
        harm: { ...record.weighed?.against },
        safety: { ...record.weighed?.ofSafety },
      }
    }),
    ...(records && { records: rows.map(({ record }) => record) }),
  }
}

function codesOf(decision: Decision): string[] {
  const reasons = 'reason' in decision ? [decision.reason] : decision.reasons
  return reasons.map(({ code }) => code)
}
