import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { drizzle } from 'drizzle-orm/node-postgres'
import { migrate } from 'drizzle-orm/node-postgres/migrator'
import pg from 'pg'
import { expect, it, onTestFinished } from 'vitest'
import { createTestDatabase } from '../../../../test/support/test-database.ts'
import { MIGRATIONS } from '../paths.ts'

/** A database as it was before `0008_flag_life`, and what brings it up to date. */
async function olderDatabase(): Promise<{ client: pg.Client; bringUpToDate(): Promise<void> }> {
  const database = await createTestDatabase()
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  const folder = await mkdtemp(join(tmpdir(), 'bunting-migrations-'))
  onTestFinished(async () => {
    await client.end()
    await database.drop()
    await rm(folder, { recursive: true })
  })
  await client.query(
    'drop schema public cascade; drop schema drizzle cascade; create schema public',
  )
  await cp(MIGRATIONS, folder, { recursive: true })
  const file = join(folder, 'meta/_journal.json')
  const journal = JSON.parse(await readFile(file, 'utf8'))
  const before = journal.entries.slice(0, 8)
  await writeFile(file, JSON.stringify({ ...journal, entries: before }))
  await migrate(drizzle(client), { migrationsFolder: folder })
  await writeFile(file, JSON.stringify(journal))
  return { client, bringUpToDate: () => migrate(drizzle(client), { migrationsFolder: folder }) }
}

const DAY = 24 * 3_600_000
const daysAgo = (days: number) => new Date(Date.now() - days * DAY)
const flag = (more: object) => ({
  on: true,
  offVariant: 'off',
  prerequisites: [],
  targets: [],
  rules: [],
  fallthrough: { variant: 'on' },
  salt: 's',
  ...more,
})

it('reads from history since when everybody gets one variant, however it was written since', async () => {
  const { client, bringUpToDate } = await olderDatabase()
  const { rows } = await client.query(`
    with project as (insert into projects (key, name) values ('shop', 'Shop') returning id),
    home as (insert into environments (project_id, key, name, position, production)
      select id, 'production', 'Production', 0, true from project returning id)
    insert into flags (project_id, key, name, type, kind, variants)
      select id, 'checkout', 'Checkout', 'boolean', 'release', '{"on":true,"off":false}' from project
      returning id, (select id from home) as home`)
  const whole = flag({ fallthrough: { rollout: { shares: [{ variant: 'on', share: 100_000 }] } } })
  const history: [daysAgo: number, document: object][] = [
    [90, flag({})],
    [60, flag({ on: false })],
    [40, flag({})],
    [20, flag({ targets: [{ variant: 'on', values: ['ana'] }] })],
    [1, whole],
  ]
  const times = history.map(([days]) => daysAgo(days))
  for (const [index, [, document]] of history.entries()) {
    await client.query(
      `insert into changes (environment_id, revision, kind, key, line, client_side, at)
        values ($1, $2, 'flag', 'checkout', $3, true, $4)`,
      [
        rows[0]?.home,
        index + 1,
        JSON.stringify({ key: 'checkout', type: 'boolean', ...document }),
        times[index],
      ],
    )
  }
  await client.query(
    'insert into flag_configurations (flag_id, environment_id, document) values ($1, $2, $3)',
    [rows[0]?.id, rows[0]?.home, whole],
  )
  const seen = daysAgo(3)
  await client.query(
    `insert into evaluated_flags (environment_id, flag_key, last_seen_at) values ($1, 'checkout', $2)`,
    [rows[0]?.home, seen],
  )
  await client.query(`insert into evaluation_counts values ($1, 'checkout', 60, $2, 'on', '', 7)`, [
    rows[0]?.home,
    daysAgo(30),
  ])
  await bringUpToDate()
  const after = await client.query(
    `select state, serves, serves_since, first_seen_at::date - now()::date as days, search_text
      from flag_configurations, evaluated_flags, flags`,
  )
  expect(after.rows).toEqual([
    {
      state: 'on',
      serves: 'on',
      serves_since: times[2],
      days: -30,
      search_text: 'checkout\ncheckout\n\n',
    },
  ])
})

const IN_HALF = {
  rollout: {
    shares: [
      { variant: 'on', share: 50_000 },
      { variant: 'off', share: 50_000 },
    ],
  },
}
const RULE = { id: 'r', conditions: [], serve: { variant: 'on' } }

it.each([
  ['off', flag({ on: false }), 'off', null],
  ['on for everybody', flag({}), 'on', 'on'],
  ['on, and a rule that gives the same', flag({ rules: [RULE] }), 'on', 'on'],
  [
    'on, and a rule that gives another',
    flag({ rules: [{ ...RULE, serve: { variant: 'off' } }] }),
    'on',
    null,
  ],
  ['on, and somebody named', flag({ targets: [{ variant: 'off', values: ['ana'] }] }), 'on', null],
  ['on, and nobody named', flag({ targets: [{ variant: 'off', values: [] }] }), 'on', 'on'],
  [
    'on behind a prerequisite',
    flag({ prerequisites: [{ flag: 'a', variants: ['on'] }] }),
    'on',
    null,
  ],
  ['in a release', flag({ release: { id: 'r' } }), 'on', null],
  ['at half', flag({ fallthrough: IN_HALF }), 'partly', null],
  ['at half, and a rule', flag({ fallthrough: IN_HALF, rules: [RULE] }), 'partly', null],
  ['serving the off variant', flag({ fallthrough: { variant: 'off' } }), 'partly', 'off'],
] as const)('reads %s', async (_what, document, state, serves) => {
  const database = await createTestDatabase()
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  onTestFinished(async () => {
    await client.end()
    await database.drop()
  })
  const { rows } = await client.query('select flag_state($1) as state, flag_serves($1) as serves', [
    document,
  ])
  expect(rows).toEqual([{ state, serves }])
})
