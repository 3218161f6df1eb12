import type { AppUnderTest } from './app-under-test.ts'

/**
 * Keys or tokens like the one with this id, written at once: to ask for each would take longer than it
 * tells. All were made at one moment.
 */
export async function copyRow(
  { services }: Pick<AppUnderTest, 'services'>,
  table: string,
  id: string,
  count: number,
  differing: object,
): Promise<void> {
  await services.pool.query(
    `insert into ${table}
    select (jsonb_populate_record(one, $3::jsonb || jsonb_build_object(
      'id', gen_random_uuid(), 'prefix', gen_random_uuid(), 'hash', gen_random_uuid()
    ))).*
    from ${table} one, generate_series(1, $2)
    where one.id = $1`,
    [id, count, JSON.stringify(differing)],
  )
}
