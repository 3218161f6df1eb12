import { eq } from 'drizzle-orm'
import { recordAudit } from '../audit/record-audit.ts'
import type { Database } from '../database/connect.ts'
import { inTransaction } from '../database/in-transaction.ts'
import { environments } from '../database/schema.ts'
import type { Actor } from '../http/actor.ts'
import { invalid } from '../http/app-error.ts'
import { environmentsOf, findProject, lockEnvironments } from '../projects/find-project.ts'
import type { ProjectFacts } from '../projects/project-schemas.ts'
import { viewProject } from '../projects/view-project.ts'
import { notify } from '../revisions/notify.ts'

/** The order in which people list a project's environments, by the keys of all of them. */
export function orderEnvironments(
  db: Database,
  actor: Actor,
  projectKey: string,
  wanted: readonly string[],
): Promise<ProjectFacts> {
  return inTransaction(
    db,
    async (tx) => {
      const project = await findProject(tx, projectKey)
      await lockEnvironments(tx, project.id)
      const all = await environmentsOf(tx, project.id)
      const before = all.map(({ key }) => key)
      if ([...before].sort().join(' ') !== [...wanted].sort().join(' ')) {
        const message = `must be all of ${before.join(', ')}, each once`
        throw invalid([{ path: 'environments', message }])
      }
      if (before.join(' ') === wanted.join(' ')) return viewProject(tx, projectKey)
      for (const { id, key } of all) {
        const position = wanted.indexOf(key)
        await tx.update(environments).set({ position }).where(eq(environments.id, id))
      }
      await recordAudit(tx, {
        actor,
        action: 'environment.reordered',
        projectId: project.id,
        target: { type: 'project', key: projectKey },
        before: { environments: before },
        after: { environments: wanted },
        comment: undefined,
      })
      await notify(tx, { type: 'changed', projectId: project.id, what: 'projects' })
      return viewProject(tx, projectKey)
    },
    { project: projectKey },
  )
}
