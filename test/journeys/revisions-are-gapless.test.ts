import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { connectSdk } from '../support/sdk.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'
import { waitFor } from '../support/wait-for.ts'

let servers: TestServer[]
beforeAll(async () => {
  const first = await startTestServer()
  servers = [first, await startTestServer({ databaseUrl: first.databaseUrl })]
  for (let index = 0; index < 5; index += 1)
    await first.admin.createFlag({ key: `flag-${index}`, type: 'boolean' })
})
afterAll(async () => {
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
  const answers = await Promise.all(
    Array.from({ length: 100 }, (_, index) =>
      (index % 2 === 0 ? first : second).admin.configure(`flag-${index % 5}`, {
        rules: [{ id: `writer-${index}`, conditions: [], serve: { variant: 'on' } }],
        on: true,
      }),
    ),
  )
  const revisions = answers.map(({ revision }) => revision).sort((a, b) => a - b)
  expect(revisions).toEqual(Array.from({ length: 100 }, (_, index) => (revisions[0] ?? 0) + index))

  const newest = revisions.at(-1)
  await waitFor(() => sdks.every((sdk) => sdk.status().revision === newest), {
    what: 'both SDKs to be current',
  })
  for (const order of seen) expect(order).toEqual([...order].sort((a, b) => a - b))

  const client = new pg.Client({ connectionString: first.databaseUrl })
  await client.connect()
  const { rows } = await client.query(
    `select count(*)::int as gaps from (
       select revision - lag(revision) over (partition by environment_id order by revision) as step
       from (select distinct environment_id, revision from changes) as made
     ) as steps where step <> 1`,
  )
  await client.end()
  expect(rows).toEqual([{ gaps: 0 }])
})
