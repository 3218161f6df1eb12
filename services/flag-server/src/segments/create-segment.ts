import { recordAudit } from '../audit/record-audit.ts'
import type { Database } from '../database/connect.ts'
import { inTransaction } from '../database/in-transaction.ts'
import { segmentConfigurations, segments } from '../database/schema.ts'
import type { Actor } from '../http/actor.ts'
import { AppError } from '../http/app-error.ts'
import { byPerson } from '../policies/consent.ts'
import { findProject, lockEnvironments } from '../projects/find-project.ts'
import { commitRevision } from '../revisions/commit-revision.ts'
import { segmentChange, segmentView, summariesOf } from './segment-rows.ts'
import type { NewSegment, SegmentConfiguration, SegmentView } from './segment-schemas.ts'

const NOBODY: SegmentConfiguration = { included: [], excluded: [], conditions: [] }

/** Makes a segment, without members in every environment of its project. */
export function createSegment(
  db: Database,
  actor: Actor,
  projectKey: string,
  { key, name, description, tags, comment }: NewSegment,
): Promise<SegmentView> {
  return inTransaction(
    db,
    async (tx) => {
      const project = await findProject(tx, projectKey)
      const environments = await lockEnvironments(tx, project.id)
      const [segment] = await tx
        .insert(segments)
        .values({
          projectId: project.id,
          key,
          name: name ?? key,
          description: description ?? '',
          tags: tags ?? [],
        })
        .onConflictDoNothing()
        .returning()
      if (!segment) throw new AppError('already_exists', `there is a segment "${key}" already`)
      for (const { id } of environments) {
        await tx
          .insert(segmentConfigurations)
          .values({ segmentId: segment.id, environmentId: id, ...NOBODY })
        await commitRevision(tx, id, [segmentChange(key, NOBODY)], byPerson(comment))
      }
      const view = segmentView(segment, await summariesOf(tx, [segment.id]))
      await recordAudit(tx, {
        actor,
        action: 'segment.created',
        projectId: project.id,
        target: { type: 'segment', key },
        before: null,
        after: view,
        comment,
      })
      return view
    },
    { project: projectKey },
  )
}
