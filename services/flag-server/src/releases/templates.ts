import { and, asc, eq, ne } from 'drizzle-orm'
import { recordAudit } from '../audit/record-audit.ts'
import type { Database } from '../database/connect.ts'
import { inTransaction } from '../database/in-transaction.ts'
import { refuseBeyond } from '../database/refuse-beyond.ts'
import type { Actor } from '../http/actor.ts'
import { AppError } from '../http/app-error.ts'
import { findProject } from '../projects/find-project.ts'
import type { Template, TemplateView } from './release-schemas.ts'
import { releaseTemplates } from './release-tables.ts'
import { DEFAULT_ALPHA, DEFAULT_PAST_LONGEST_BAKE, defaultStages } from './strategies.ts'

/** What the strategies are without anybody's changes. */
const BUILT_IN: readonly TemplateView[] = (['canary', 'rolling', 'blue-green'] as const).map(
  (strategy) => ({
    name: strategy,
    builtIn: true,
    createdBy: null,
    strategy,
    stages: defaultStages(strategy).map((stage) => ({ ...stage })),
    guards: [{ kind: 'errors' as const }],
    alpha: DEFAULT_ALPHA,
    pastLongestBake: { ...DEFAULT_PAST_LONGEST_BAKE },
  }),
)

/** The product's own first, then the project's by name. */
export async function listTemplates(db: Database, projectKey: string): Promise<TemplateView[]> {
  const project = await findProject(db, projectKey)
  const rows = await db
    .select()
    .from(releaseTemplates)
    .where(eq(releaseTemplates.projectId, project.id))
    .orderBy(asc(releaseTemplates.name))
  const own = rows.map(({ name, template, createdBy }) => ({
    ...template,
    name,
    builtIn: false,
    createdBy,
  }))
  return [...BUILT_IN, ...own]
}

const MOST = 100

/** Saves a template, or another one under the same name. */
export function saveTemplate(
  db: Database,
  actor: Actor,
  projectKey: string,
  name: string,
  template: Template,
): Promise<TemplateView> {
  refuseBuiltIn(name)
  return inTransaction(db, async (tx) => {
    const project = await findProject(tx, projectKey)
    const values = { template, createdBy: actor.name }
    // Without the one that may be saved anew.
    const others = and(eq(releaseTemplates.projectId, project.id), ne(releaseTemplates.name, name))
    await refuseBeyond(tx, MOST, releaseTemplates, others, 'templates in this project')
    await tx
      .insert(releaseTemplates)
      .values({ projectId: project.id, name, ...values })
      .onConflictDoUpdate({
        target: [releaseTemplates.projectId, releaseTemplates.name],
        set: values,
      })
    await recordAudit(tx, {
      actor,
      action: 'template.saved',
      projectId: project.id,
      target: { type: 'template', key: name },
      before: null,
      after: template,
      comment: undefined,
    })
    return { ...template, name, builtIn: false, createdBy: actor.name }
  })
}

export function deleteTemplate(
  db: Database,
  actor: Actor,
  projectKey: string,
  name: string,
): Promise<void> {
  refuseBuiltIn(name)
  return inTransaction(db, async (tx) => {
    const project = await findProject(tx, projectKey)
    const [gone] = await tx
      .delete(releaseTemplates)
      .where(and(eq(releaseTemplates.projectId, project.id), eq(releaseTemplates.name, name)))
      .returning()
    if (!gone) {
      throw new AppError('template_not_found', `project "${projectKey}" has no template "${name}"`)
    }
    await recordAudit(tx, {
      actor,
      action: 'template.deleted',
      projectId: project.id,
      target: { type: 'template', key: name },
      before: gone.template,
      after: null,
      comment: undefined,
    })
  })
}

function refuseBuiltIn(name: string): void {
  if (!BUILT_IN.some((template) => template.name === name)) return
  throw new AppError('already_exists', `"${name}" is the product's own: choose another name`)
}
