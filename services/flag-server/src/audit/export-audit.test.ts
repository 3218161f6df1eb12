import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import pg from 'pg'
import { beforeAll, expect, it } from 'vitest'
import { createTestDatabase } from '../../../../test/support/test-database.ts'

const ROWS = 200_000

/** Of the heap in which all of these rows are exported, and in which they could not be held. */
const MEGABYTES = 64

let url: string
beforeAll(async () => {
  url = (await createTestDatabase()).url
  expect(await fill()).toBeGreaterThan(MEGABYTES * 1024 * 1024)
}, 120_000)

/** Answers with how many bytes they are. */
async function fill(): Promise<number> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  // Without the seal: it is the number of rows that matters here.
  await client.query(`
    set session_replication_role = replica;
    with project as (insert into projects (key, name) values ('shop', 'Shop') returning id)
    insert into audit_entries (at, project_id, actor_type, actor_id, actor_name, via, action,
        target_type, target_key, before, after, comment, seq)
      select now() - n * interval '1 second', id, 'user', 'u', 'Ana', 'ui', 'flag.configured', 'flag',
        'flag-' || n, jsonb_build_object('on', false, 'salt', repeat('x', 300)),
        jsonb_build_object('on', true, 'salt', repeat('y', 300)), 'why ' || n, n
      from project, generate_series(1, ${ROWS}) n`)
  await client.query('analyze audit_entries')
  const { rows } = await client.query(
    'select sum(length(before::text) + length(after::text))::int as n from audit_entries',
  )
  await client.end()
  return rows[0].n
}

it.each(['csv', 'ndjson'])(
  `exports ${ROWS} entries as %s through a heap that could not hold them`,
  async (format) => {
    const worker = new Worker(new URL('./testing/export-worker.ts', import.meta.url), {
      workerData: { url, format },
      resourceLimits: { maxOldGenerationSizeMb: MEGABYTES, maxYoungGenerationSizeMb: 16 },
    })
    // Out of memory it says `error`, and this rejects.
    const [lines] = await once(worker, 'message')
    expect(lines).toBe(format === 'csv' ? ROWS + 1 : ROWS)
  },
  120_000,
)
