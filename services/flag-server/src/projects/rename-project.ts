import { eq } from 'drizzle-orm'
import { recordAudit } from '../audit/record-audit.ts'
import type { Database } from '../database/connect.ts'
import { inTransaction } from '../database/in-transaction.ts'
import { projects } from '../database/schema.ts'
import type { Actor } from '../http/actor.ts'
import { notify } from '../revisions/notify.ts'
import { findProject } from './find-project.ts'
import type { ProjectFacts } from './project-schemas.ts'
import { viewProject } from './view-project.ts'

export function renameProject(
  db: Database,
  actor: Actor,
  projectKey: string,
  name: string,
): Promise<ProjectFacts> {
  return inTransaction(db, async (tx) => {
    const project = await findProject(tx, projectKey)
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
