import { eq } from 'drizzle-orm'
import { recordAudit } from '../audit/record-audit.ts'
import type { Database } from '../database/connect.ts'
import { inTransaction } from '../database/in-transaction.ts'
import { segments } from '../database/schema.ts'
import type { Actor } from '../http/actor.ts'
import { AppError } from '../http/app-error.ts'
import { byPerson } from '../policies/consent.ts'
import { findProject, lockEnvironments } from '../projects/find-project.ts'
import { commitRevision } from '../revisions/commit-revision.ts'
import { findSegmentRow } from './find-segment.ts'
import { segmentView, summariesOf } from './segment-rows.ts'
import { usesOf } from './uses-of.ts'

/**
 * Removes a segment everywhere, unless something asks for it. What it was stays in the history of
 * revisions; its key is free again, for nobody's bucket depends on it.
 */
export function deleteSegment(
  db: Database,
  actor: Actor,
  projectKey: string,
  segmentKey: string,
): Promise<void> {
  return inTransaction(
    db,
    async (tx) => {
      const project = await findProject(tx, projectKey)
      const environments = await lockEnvironments(tx, project.id)
      const segment = await findSegmentRow(tx, project, segmentKey)
      const uses = await usesOf(tx, project.id, segmentKey)
      if (uses.length > 0) {
        const places = uses.map(
          ({ kind, key, environments }) => `${kind} "${key}" (${environments.join(', ')})`,
        )
        throw new AppError(
          'segment_in_use',
          `segment "${segmentKey}" is asked for by ${places.join(', ')}`,
        )
      }
      const before = segmentView(segment, await summariesOf(tx, [segment.id]))
      for (const { id } of environments) {
        const gone = { kind: 'segment', key: segmentKey, line: null, clientSide: false } as const
        await commitRevision(tx, id, [gone], byPerson(undefined))
      }
      await tx.delete(segments).where(eq(segments.id, segment.id))
      await recordAudit(tx, {
        actor,
        action: 'segment.deleted',
        projectId: project.id,
        target: { type: 'segment', key: segmentKey },
        before,
        after: null,
        comment: undefined,
      })
    },
    { project: projectKey },
  )
}
