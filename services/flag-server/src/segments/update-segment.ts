import { eq, sql } from 'drizzle-orm'
import { recordAudit } from '../audit/record-audit.ts'
import type { Database } from '../database/connect.ts'
import { inTransaction } from '../database/in-transaction.ts'
import { segments } from '../database/schema.ts'
import type { Actor } from '../http/actor.ts'
import { refuseStale } from '../http/refuse-stale.ts'
import { findProject, lockEnvironments } from '../projects/find-project.ts'
import { notify } from '../revisions/notify.ts'
import { findSegmentRow } from './find-segment.ts'
import { type SegmentRow, segmentView, summariesOf } from './segment-rows.ts'
import type { SegmentPatch, SegmentView } from './segment-schemas.ts'

/** Changes what people read about a segment. SDKs carry none of it, so it makes no revision. */
export function updateSegment(
  db: Database,
  actor: Actor,
  projectKey: string,
  segmentKey: string,
  { expectedVersion, comment, ...wanted }: SegmentPatch,
): Promise<SegmentView> {
  return inTransaction(
    db,
    async (tx) => {
      const project = await findProject(tx, projectKey)
      await lockEnvironments(tx, project.id)
      const before = await findSegmentRow(tx, project, segmentKey)
      const summaries = await summariesOf(tx, [before.id])
      refuseStale(before.version, expectedVersion, () => segmentView(before, summaries))
      const [after] = await tx
        .update(segments)
        .set({ ...wanted, version: sql`${segments.version} + 1` })
        .where(eq(segments.id, before.id))
        .returning()
      if (!after) throw new Error('an update returned no row')
      await recordAudit(tx, {
        actor,
        action: 'segment.updated',
        projectId: project.id,
        target: { type: 'segment', key: segmentKey },
        before: texts(before),
        after: texts(after),
        comment,
      })
      await notify(tx, { type: 'changed', projectId: project.id, what: 'segments' })
      return segmentView(after, summaries)
    },
    { project: projectKey },
  )
}

function texts({ name, description, tags }: SegmentRow) {
  return { name, description, tags }
}
