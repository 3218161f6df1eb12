import { encodeLine, type Ruleset } from '@bunting/evaluator'
import type pg from 'pg'

/**
 * Puts a ruleset in force in every environment by rows that no API would write: some of the flags of
 * vectors are broken on purpose. What was there before is gone. Replicas hear of it.
 *
 * @returns the revision of production
 */
export async function putInForce(database: pg.Client, ruleset: Ruleset): Promise<number> {
  const { flags, segments } = ruleset
  await database.query('begin')
  const { rows } = await database.query<{ id: string; key: string; revision: string }>(
    'update environments set revision = revision + 1 returning id, key, revision',
  )
  await database.query(
    `insert into changes (environment_id, revision, kind, key, line, client_side)
     select environments.id, environments.revision, gone.kind, gone.key, null, true
     from environments join lateral (
       select distinct kind, key from changes where environment_id = environments.id
     ) as gone on true
     where (gone.kind, gone.key) not in (select * from unnest($1::text[], $2::text[]))`,
    [kindsOf(ruleset), keysOf(ruleset)],
  )
  await database.query(
    `insert into changes (environment_id, revision, kind, key, line, client_side)
     select environments.id, revision, made.kind, made.key, made.line, true from environments,
       unnest($1::text[], $2::text[], $3::text[]) as made (kind, key, line)`,
    [kindsOf(ruleset), keysOf(ruleset), [...flags, ...segments].map(encodeLine)],
  )
  for (const { id, revision } of rows) {
    const payload = { type: 'revision', environmentId: id, revision: Number(revision) }
    await database.query('select pg_notify($1, $2)', ['bunting', JSON.stringify(payload)])
  }
  await database.query('commit')
  return Number(rows.find(({ key }) => key === 'production')?.revision)
}

function kindsOf({ flags, segments }: Ruleset): string[] {
  return [...flags.map(() => 'flag'), ...segments.map(() => 'segment')]
}

function keysOf({ flags, segments }: Ruleset): string[] {
  return [...flags, ...segments].map(({ key }) => key)
}
