import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Database } from '../database/connect.ts'
import { environments, flagConfigurations } from '../database/schema.ts'
import { Instant } from '../http/fields.ts'
import { findEnvironment, findProject } from '../projects/find-project.ts'
import { sourceOf } from './find-flag-page.ts'
import type { FlagSelectionQuery } from './flag-query.ts'
import { FlagView, Serve } from './flag-schemas.ts'
import { refuseWithoutEnvironment } from './list-flags.ts'

/** As much of a flag as it takes to say what a bulk change would do to it. */
export const SelectedFlag = FlagView.pick({
  key: true,
  owner: true,
  tags: true,
  version: true,
}).extend({
  createdAt: Instant,
  environments: z.record(
    z.string(),
    z.object({ version: z.int(), on: z.boolean(), offVariant: z.string(), fallthrough: Serve }),
  ),
})
export type SelectedFlag = z.infer<typeof SelectedFlag>

/** By key. */
export const FlagSelection = z.object({ flags: z.array(SelectedFlag) })
export type FlagSelection = z.infer<typeof FlagSelection>

/**
 * All flags that a query finds, in one statement and so as of one moment: `seen` of a bulk change says
 * what of it is still true.
 */
export async function selectFlags(
  db: Database,
  projectKey: string,
  query: FlagSelectionQuery,
): Promise<FlagSelection> {
  const project = await findProject(db, projectKey)
  if (query.in === undefined) refuseWithoutEnvironment({ ...query, sort: 'key' })
  const environmentId =
    query.in === undefined
      ? undefined
      : (await findEnvironment(db, projectKey, query.in)).environment.id
  const { rows } = await db.execute<Omit<SelectedFlag, 'createdAt'> & { createdAt: string }>(sql`
    select f.key, f.owner, f.tags, f.version, f.created_at as "createdAt", coalesce((
      select json_object_agg(e.key, json_build_object(
        'version', held.version, 'on', held.document -> 'on',
        'offVariant', held.document -> 'offVariant', 'fallthrough', held.document -> 'fallthrough'))
      from ${flagConfigurations} held join ${environments} e on e.id = held.environment_id
      where held.flag_id = f.id), '{}') as environments
    ${sourceOf(project.id, environmentId, query, 'key')}
    order by f.key`)
  return {
    flags: rows.map((row) => ({ ...row, createdAt: new Date(row.createdAt).toISOString() })),
  }
}
