import { and, desc, eq } from 'drizzle-orm'
import type { Database, Transaction } from '../database/connect.ts'
import { auditEntries } from '../database/schema.ts'
import { AppError } from '../http/app-error.ts'
import { findProject } from '../projects/find-project.ts'

export type EntryRow = Pick<
  typeof auditEntries.$inferSelect,
  | 'id'
  | 'at'
  | 'environmentId'
  | 'action'
  | 'targetType'
  | 'targetKey'
  | 'before'
  | 'after'
  | 'revision'
>

const { id, at, environmentId, action, targetType, targetKey, before, after, revision } =
  auditEntries

export async function findEntry(
  db: Database | Transaction,
  projectKey: string,
  entryId: number,
): Promise<EntryRow> {
  const project = await findProject(db, projectKey)
  const [found] = await db
    .select({ id, at, environmentId, action, targetType, targetKey, before, after, revision })
    .from(auditEntries)
    .where(and(eq(auditEntries.id, entryId), eq(auditEntries.projectId, project.id)))
  if (found) return found
  throw new AppError(
    'audit_entry_not_found',
    `the history of project "${projectKey}" has no entry ${entryId}`,
  )
}

/** Who changed a thing last, for a sentence: `Ana in r14`. */
export async function lastToChange(
  tx: Database | Transaction,
  chain: string,
  target: { readonly type: string; readonly key: string },
): Promise<string> {
  const [last] = await tx
    .select({ name: auditEntries.actorName, revision: auditEntries.revision })
    .from(auditEntries)
    .where(
      and(
        eq(auditEntries.chain, chain),
        eq(auditEntries.targetType, target.type),
        eq(auditEntries.targetKey, target.key),
      ),
    )
    .orderBy(desc(auditEntries.at), desc(auditEntries.id))
    .limit(1)
  if (!last) return 'somebody'
  return last.revision === null ? last.name : `${last.name} in r${last.revision}`
}
