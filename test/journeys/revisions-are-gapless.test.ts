import { decodeFrame } from '@bunting/protocol/wire'
import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { connectSdk } from '../support/sdk.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'
import { waitFor } from '../support/wait-for.ts'

let servers: TestServer[]
let client: pg.Client
beforeAll(async () => {
  const first = await startTestServer()
  servers = [first, await startTestServer({ databaseUrl: first.databaseUrl })]
  client = new pg.Client({ connectionString: first.databaseUrl })
  await client.connect()
  for (let index = 0; index < 5; index += 1)
    await first.admin.createFlag({ key: `flag-${index}`, type: 'boolean' })
})
afterAll(async () => {
  await client.end()
  for (const server of servers) await server.stop()
})

it('gives a hundred writers on two servers a hundred revisions in commit order, and SDKs the sum of them', async () => {
  const [first, second] = servers as [TestServer, TestServer]
  const sdks = [await connectSdk(first), await connectSdk(second)]
  const seen = sdks.map((sdk) => {
    const revisions: number[] = []
    sdk.subscribe(({ revision }) => revisions.push(revision))
    return revisions
  })
  const committed = await listenToCommits()
  const answers = await Promise.all(
    Array.from({ length: 100 }, (_, index) =>
      (index % 2 === 0 ? first : second).admin.configure(`flag-${index % 5}`, {
        rules: [{ id: `writer-${index}`, conditions: [], serve: { variant: 'on' } }],
        on: true,
      }),
    ),
  )
  const revisions = answers.map(({ revision }) => revision).sort((a, b) => a - b)
  const hundred = Array.from({ length: 100 }, (_, index) => (revisions[0] ?? 0) + index)
  expect(revisions).toEqual(hundred)

  // Postgres puts the notifications of a transaction into its queue while it commits, under a lock of
  // the whole server, and hands them on in that order: who listens hears commits as they happened.
  await waitFor(() => committed.length === 100, { what: 'a notification of each commit' })
  expect(committed).toEqual(hundred)

  const newest = revisions.at(-1)
  await waitFor(() => sdks.every((sdk) => sdk.status().revision === newest), {
    what: 'both SDKs to be current',
  })
  for (const order of seen) expect(order).toEqual([...order].sort((a, b) => a - b))
  const lines = await newestLines()
  expect(lines).toHaveLength(5)
  for (const sdk of sdks) expect(linesOf(sdk.snapshot())).toEqual(lines)

  const { rows } = await client.query(
    `select count(*)::int as gaps from (
       select revision - lag(revision) over (partition by environment_id order by revision) as step
       from (select distinct environment_id, revision from changes) as made
     ) as steps where step <> 1`,
  )
  expect(rows).toEqual([{ gaps: 0 }])
})

/** Revisions of production, in the order in which Postgres tells of them. */
async function listenToCommits(): Promise<number[]> {
  const { rows } = await client.query("select id from environments where key = 'production'")
  const revisions: number[] = []
  client.on('notification', ({ payload }) => {
    const { type, environmentId, revision } = JSON.parse(payload ?? '{}')
    if (type === 'revision' && environmentId === rows[0].id) revisions.push(revision)
  })
  await client.query('listen bunting')
  return revisions
}

/** What production serves by the database alone: of each flag its newest line. */
async function newestLines(): Promise<string[]> {
  const { rows } = await client.query<{ line: string | null }>(
    `select distinct on (kind, key) line from changes
     where environment_id = (select id from environments where key = 'production')
     order by kind, key, revision desc`,
  )
  return rows.flatMap(({ line }) => line ?? []).sort()
}

function linesOf(snapshot: string | undefined): string[] {
  return [...decodeFrame(snapshot ?? '').lines].sort()
}
