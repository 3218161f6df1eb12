import { connect, type Database } from '@bunting/flag-server/database/connect.ts'
import pg from 'pg'
import { expect, it, onTestFailed } from 'vitest'
import { deadlocksOf } from '../support/beside.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'
import { waitFor } from '../support/wait-for.ts'
import { brokenInvariants } from './invariants.ts'
import { servedBy, servedByRows } from './served.ts'
import { ACTS, stress } from './stress.ts'
import { PROJECT } from './turn.ts'

/** Short in `npm test`, a minute after it: see `vitest.config.ts`. */
const SECONDS = Number(process.env.STRESS_SECONDS ?? 5)
const SEED = Number(process.env.STRESS_SEED ?? Date.now() % 1_000_000)
/** From here on there is time for everything. */
const LONG_S = 60
const MOST_UNDONE = Object.keys(ACTS).length / 1.2
const NO_LIMITS = { rateLimits: { signIn: 0, api: 0, sdk: 0 } }

/** Environments of the project that all are at, by key. */
const PLACES = `select e.id, e.key from environments e
  join projects p on p.id = e.project_id where p.key = 'default'`

it('many people at two replicas leave nothing broken, and nobody hears that something went wrong', {
  timeout: (SECONDS + 60) * 1_000,
}, async () => {
  onTestFailed(() => console.error(`again: STRESS_SEED=${SEED} STRESS_SECONDS=${SECONDS}`))
  const first = await startTestServer({ config: NO_LIMITS })
  const { databaseUrl } = first
  const config = { ...NO_LIMITS, adminToken: first.adminToken }
  const second = await startTestServer({ databaseUrl, config })
  const { db, close } = connect(databaseUrl, () => undefined)
  let undone: string[]
  try {
    const servers = [first, second] as const
    const { answers, wrong } = await stress(servers, { seed: SEED, forMs: SECONDS * 1_000 })
    expect(wrong).toEqual([])
    await expectServed(servers, db)
    undone = Object.keys(ACTS).filter((name) => !isDone(answers[name]))
  } finally {
    await Promise.all([first.stop(), second.stop(), close()])
  }
  const database = new pg.Client({ connectionString: databaseUrl })
  await database.connect()
  const broken = await brokenInvariants(database)
  await database.end()
  expect(broken).toEqual([])
  expect(await deadlocksOf(databaseUrl)).toBe(0)
  // What nobody is let do breaks nothing. In a few seconds not all can be done.
  expect(undone.length, undone.join(', ')).toBeLessThan(SECONDS < LONG_S ? MOST_UNDONE : 1)
})

/** Each replica serves each environment as its rows have it. */
async function expectServed(servers: readonly TestServer[], db: Database): Promise<void> {
  const { rows } = await db.$client.query<{ id: string; key: string }>(PLACES)
  for (const { id, key: environment } of rows) {
    const path = `${PROJECT}/environments/${environment}/sdk-keys`
    const looking = { kind: 'server', name: 'looking on' }
    const made = await servers[0]?.admin.request<{ key: string }>('POST', path, looking)
    // Releases go on by themselves: what is asked about is the same revision, whichever it is.
    await waitFor(async () => {
      const expected = await servedByRows(db, id)
      for (const server of servers) {
        expect(await servedBy(server, made?.body.key ?? '')).toEqual(expected)
      }
      return true
    })
  }
}

const isDone = (answers: Readonly<Record<string, number>> = {}) =>
  Object.keys(answers).some((status) => Number(status) < 300)
