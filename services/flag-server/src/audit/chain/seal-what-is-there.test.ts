import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { drizzle } from 'drizzle-orm/node-postgres'
import { migrate } from 'drizzle-orm/node-postgres/migrator'
import pg from 'pg'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../../../test/support/test-database.ts'
import { MIGRATIONS } from '../../paths.ts'
import { verifyChains } from './verify-chains.ts'

let database: TestDatabase
let client: pg.Client
let folder: string
beforeEach(async () => {
  database = await createTestDatabase()
  client = new pg.Client({ connectionString: database.url })
  await client.connect()
  await client.query(
    'drop schema public cascade; drop schema drizzle cascade; create schema public',
  )
  folder = await mkdtemp(join(tmpdir(), 'bunting-migrations-'))
  await cp(MIGRATIONS, folder, { recursive: true })
})
afterEach(async () => {
  await client.end()
  await database.drop()
  await rm(folder, { recursive: true })
})

/** Migrates as the version did that had none but the first migrations. */
async function migrateUpTo(count: number): Promise<void> {
  const file = join(folder, 'meta/_journal.json')
  const journal = JSON.parse(await readFile(file, 'utf8'))
  const entries = journal.entries.slice(0, count)
  await writeFile(file, JSON.stringify({ ...journal, entries }))
  await migrate(drizzle(client), { migrationsFolder: folder })
  await writeFile(file, JSON.stringify(journal))
}

const write = (environment: string | null, n: number) =>
  client.query(
    `insert into audit_entries (project_id, environment_id, actor_type, actor_id, actor_name, via,
        action, target_type, target_key, before, after, comment)
      select p.id, (select id from environments where key = $1), 'user', 'u', 'Ana', 'ui',
        'flag.configured', 'flag', 'flag-' || n, null, jsonb_build_object('n', n), 'why ' || n
      from projects p, generate_series(1, $2::int) n`,
    [environment, n],
  )

it('seals entries of before, each chain in its order, and goes on from there', async () => {
  await migrateUpTo(5)
  await client.query(`
    with project as (insert into projects (key, name) values ('shop', 'Shop') returning id)
    insert into environments (project_id, key, name, position)
      select id, key, key, 0 from project, unnest(array['staging', 'production']) key`)
  for (const environment of ['staging', 'production', null, 'production']) {
    await write(environment, 20)
  }
  const before = await client.query('select id, at, comment from audit_entries order by id')
  await migrate(drizzle(client), { migrationsFolder: folder })
  const after = await client.query('select id, at, comment from audit_entries order by id')
  expect(after.rows).toEqual(before.rows)
  // As a server of before would: it knows nothing of seals.
  await write('production', 3)
  const { rows, faults, anchors } = await verifyChains(client)
  expect({ rows, faults }).toEqual({ rows: 83, faults: [] })
  expect(anchors.map(({ name, seq }) => [name, seq])).toEqual([
    ['shop', 20],
    ['shop/production', 43],
    ['shop/staging', 20],
  ])
  await client.query(`update audit_entries set comment = 'x' where id = 7`)
  expect((await verifyChains(client)).faults).toMatchObject([{ kind: 'edited', id: '7' }])
})

it('has nothing to seal in an empty history', async () => {
  await migrateUpTo(5)
  await migrate(drizzle(client), { migrationsFolder: folder })
  expect(await verifyChains(client)).toEqual({ rows: 0, faults: [], anchors: [] })
})
