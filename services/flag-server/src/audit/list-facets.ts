import { type SQL, sql } from 'drizzle-orm'
import type { Database } from '../database/connect.ts'
import { auditEntries } from '../database/schema.ts'
import { findProject } from '../projects/find-project.ts'
import type { AuditFacets } from './audit-schemas.ts'

/** Nobody picks from a longer list. */
const MOST = 500

/** Who and what the history of a project has entries of. */
export async function listFacets(db: Database, projectKey: string): Promise<AuditFacets> {
  const { id } = await findProject(db, projectKey)
  const [actors, actions, targetTypes] = await Promise.all([
    each(db, id, sql`actor_id`, { name: sql`actor_name`, newest: sql`, at desc, id desc` }),
    each(db, id, sql`action`),
    each(db, id, sql`target_type`),
  ])
  return {
    actors: actors.map(({ value, name }) => ({ id: value, name })),
    actions: actions.map(({ value }) => value).reverse(),
    targetTypes: targetTypes.map(({ value }) => value).reverse(),
  }
}

/**
 * Each value of a column once, with the name it had last, from value to value along the index: as
 * many steps as there are values, not as there are rows.
 */
async function each(
  db: Database,
  projectId: string,
  column: SQL,
  { name, newest } = { name: sql`''`, newest: sql`` },
): Promise<{ value: string; name: string }[]> {
  const one = (after: SQL) => sql`
    select ${column} as value, ${name} as name from ${auditEntries}
    where project_id = ${projectId} ${after} order by ${column} desc ${newest} limit 1`
  const { rows } = await db.execute<{ value: string; name: string }>(sql`
    with recursive found as (
      (${one(sql``)})
      union all
      select next.value, next.name from found,
        lateral (${one(sql`and ${column} < found.value`)}) as next)
    select value, name from found limit ${MOST}`)
  return rows
}
