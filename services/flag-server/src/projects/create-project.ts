import { recordAudit } from '../audit/record-audit.ts'
import type { Database } from '../database/connect.ts'
import { inTransaction } from '../database/in-transaction.ts'
import { refuseBeyond } from '../database/refuse-beyond.ts'
import { environments, projects } from '../database/schema.ts'
import { type Actor, SYSTEM } from '../http/actor.ts'
import { AppError } from '../http/app-error.ts'
import { notify } from '../revisions/notify.ts'
import type { ProjectFacts } from './project-schemas.ts'
import { projectFacts } from './view-project.ts'

const FIRST_ENVIRONMENTS = [
  { key: 'development', name: 'Development', production: false, position: 0 },
  { key: 'staging', name: 'Staging', production: false, position: 1 },
  { key: 'production', name: 'Production', production: true, position: 2 },
]

const MOST = 500

/** Makes a project with the three environments that most teams have. */
export async function createProject(
  db: Database,
  actor: Actor,
  wanted: { key: string; name?: string | undefined },
): Promise<ProjectFacts> {
  const made = await tryCreateProject(db, actor, wanted)
  if (!made) throw new AppError('already_exists', `there is a project "${wanted.key}" already`)
  return made
}

/** The first start of a database makes project `default`; later starts find it. */
export async function createFirstProject(db: Database): Promise<void> {
  const [any] = await db.select({ id: projects.id }).from(projects).limit(1)
  if (!any) await tryCreateProject(db, SYSTEM, { key: 'default', name: 'Default' })
}

/** Null when the key is taken, be it by a replica that started at the same moment. */
function tryCreateProject(
  db: Database,
  actor: Actor,
  { key, name }: { key: string; name?: string | undefined },
): Promise<ProjectFacts | null> {
  return inTransaction(db, async (tx) => {
    await refuseBeyond(tx, MOST, projects, undefined, 'projects')
    const [project] = await tx
      .insert(projects)
      .values({ key, name: name ?? key })
      .onConflictDoNothing()
      .returning()
    if (!project) return null
    const made = await tx
      .insert(environments)
      .values(FIRST_ENVIRONMENTS.map((one) => ({ ...one, projectId: project.id })))
      .returning()
    const view = projectFacts(project, made)
    await recordAudit(tx, {
      actor,
      action: 'project.created',
      projectId: project.id,
      target: { type: 'project', key },
      before: null,
      after: view,
      comment: undefined,
    })
    await notify(tx, { type: 'changed', projectId: project.id, what: 'projects' })
    return view
  })
}
