import { eq } from 'drizzle-orm'
import { recordAudit } from '../audit/record-audit.ts'
import type { Database } from '../database/connect.ts'
import { inTransaction } from '../database/in-transaction.ts'
import { projects } from '../database/schema.ts'
import type { Actor } from '../http/actor.ts'
import { AppError } from '../http/app-error.ts'
import { notify } from '../revisions/notify.ts'
import { findProject } from './find-project.ts'
import type { ProjectFacts } from './project-schemas.ts'
import { viewProject } from './view-project.ts'

/** @param seen what it is called, as whoever asks saw it; 409 when that is not so any more */
export function renameProject(
  db: Database,
  actor: Actor,
  projectKey: string,
  name: string,
  seen?: string,
): Promise<ProjectFacts> {
  return inTransaction(db, async (tx) => {
    const { id } = await findProject(tx, projectKey)
    // Of two at the same moment, the second renames what the first has made of it.
    const [project] = await tx
      .select()
      .from(projects)
      .where(eq(projects.id, id))
      .for('no key update')
    if (!project) throw new AppError('project_not_found', `"${projectKey}" was just removed`)
    if (seen !== undefined && seen !== project.name) {
      throw new AppError('stale_version', `the project was just renamed to "${project.name}"`, {
        current: { key: project.key, name: project.name },
      })
    }
    await tx.update(projects).set({ name }).where(eq(projects.id, project.id))
    await recordAudit(tx, {
      actor,
      action: 'project.renamed',
      projectId: project.id,
      target: { type: 'project', key: projectKey },
      before: { name: project.name },
      after: { name },
      comment: undefined,
    })
    await notify(tx, { type: 'changed', projectId: project.id, what: 'projects' })
    return viewProject(tx, projectKey)
  })
}
