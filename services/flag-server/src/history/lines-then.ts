import { and, desc, eq, lte, type SQL, sql } from 'drizzle-orm'
import type { Database, Transaction } from '../database/connect.ts'
import { changes, environments, flags } from '../database/schema.ts'

type Kind = 'flag' | 'segment'

/** A flag or segment as an environment served it; null where it was not there. */
export interface LineThen {
  readonly kind: Kind
  readonly key: string
  readonly line: string | null
}

/** One of them at a revision. */
export async function lineAt(
  db: Database | Transaction,
  environmentId: string,
  { kind, key }: { readonly kind: Kind; readonly key: string },
  revision: number,
): Promise<string | null> {
  const [found] = await db
    .select({ line: changes.line })
    .from(changes)
    .where(
      and(
        eq(changes.environmentId, environmentId),
        eq(changes.kind, kind),
        eq(changes.key, key),
        lte(changes.revision, revision),
        ofThisLife(environmentId, sql`${changes.kind}`, sql`${changes.key}`, sql`${changes.at}`),
      ),
    )
    .orderBy(desc(changes.revision))
    .limit(1)
  return found?.line ?? null
}

/** Those that were changed after a revision, as they were at it. */
export function linesBefore(
  db: Database | Transaction,
  environmentId: string,
  revision: number,
): Promise<LineThen[]> {
  return linesOf(db, environmentId, sql`one.revision > ${revision}`, revision)
}

/** Those that a revision changed: as they were before it, and as it made them. */
export async function linesAround(
  db: Database | Transaction,
  environmentId: string,
  revision: number,
): Promise<readonly { kind: Kind; key: string; before: string | null; after: string | null }[]> {
  const changed = sql`one.revision = ${revision}`
  const before = await linesOf(db, environmentId, changed, revision - 1)
  const after = await linesOf(db, environmentId, changed, revision)
  return before.map(({ kind, key, line }) => ({
    kind,
    key,
    before: line,
    after: after.find((one) => one.kind === kind && one.key === key)?.line ?? null,
  }))
}

async function linesOf(
  db: Database | Transaction,
  environmentId: string,
  changed: SQL,
  revision: number,
): Promise<LineThen[]> {
  const { rows } = await db.execute<LineThen & Record<string, unknown>>(sql`
    select touched.kind, touched.key, (
      select line from ${changes} past
      where past.environment_id = ${environmentId} and past.kind = touched.kind
        and past.key = touched.key and past.revision <= ${revision}
        and ${ofThisLife(environmentId, sql`past.kind`, sql`past.key`, sql`past.at`)}
      order by past.revision desc limit 1) as line
    from (
      select distinct one.kind, one.key from ${changes} one
      where one.environment_id = ${environmentId} and ${changed}) touched
    order by touched.kind, touched.key`)
  return rows
}

/**
 * Not of a flag that was deleted before the flag of this key was made: that was another flag, whose
 * variants and whose people have nothing to do with this one.
 */
function ofThisLife(environmentId: string, kind: SQL, key: SQL, at: SQL): SQL {
  return sql`not exists (
    select from ${flags} now_there join ${environments} home on home.project_id = now_there.project_id
    where home.id = ${environmentId} and ${kind} = 'flag' and now_there.key = ${key}
      and ${at} < now_there.created_at)`
}
