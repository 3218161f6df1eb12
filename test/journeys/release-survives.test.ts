import type { ReleaseDetail } from '@bunting/flag-server/releases/release-schemas.ts'
import { expect, it, onTestFinished } from 'vitest'
import { PRODUCTION } from '../support/admin-api.ts'
import { connectSdk } from '../support/sdk.ts'
import { createTestDatabase } from '../support/test-database.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'
import { waitFor } from '../support/wait-for.ts'

const FLAG = 'new-checkout'
const HOUR = 3_600_000
const USERS = Array.from({ length: 2_000 }, (_, index) => `user-${index}`)

async function startRelease(
  server: TestServer,
  stages: readonly { readonly share: number; readonly bakeMs: number }[],
) {
  const { status, body } = await server.admin.request<ReleaseDetail>(
    'POST',
    `${PRODUCTION}/flags/${FLAG}/releases`,
    {
      strategy: 'custom',
      stages,
      guards: [],
      start: true,
    },
  )
  expect(status).toBe(201)
  return body
}

it('meets the same people first when it is started again after a rollback', async () => {
  const server = await startTestServer()
  onTestFinished(() => server.stop())
  await server.admin.createFlag({ key: FLAG, type: 'boolean' })
  const sdk = await connectSdk(server)
  const treated = () =>
    new Set(USERS.filter((targetingKey) => sdk.isEnabled(FLAG, { targetingKey })))
  const inForce = (revision: number) => waitFor(() => (sdk.status().revision ?? 0) >= revision)

  const first = await startRelease(server, [{ share: 20_000, bakeMs: HOUR }])
  await inForce(first.revision)
  const met = treated()
  expect(met.size).toBeGreaterThan(300)
  const { body: back } = await server.admin.request<ReleaseDetail>(
    'POST',
    `${PRODUCTION}/releases/${first.id}/rollback`,
  )
  await inForce(back.revision)
  expect(treated().size).toBe(0)

  await server.admin.request('POST', `${PRODUCTION}/flags/${FLAG}/unlock`)
  const second = await startRelease(server, [
    { share: 10_000, bakeMs: HOUR },
    { share: 20_000, bakeMs: HOUR },
  ])
  await inForce(second.revision)
  const again = treated()
  expect(again.size).toBeGreaterThan(100)
  expect(again.isSubsetOf(met)).toBe(true)
  const { body: on } = await server.admin.request<ReleaseDetail>(
    'POST',
    `${PRODUCTION}/releases/${second.id}/advance`,
  )
  await inForce(on.revision)
  expect(treated()).toEqual(met)
})

it('goes on where it was when everything was restarted', async () => {
  const { url: databaseUrl } = await createTestDatabase()
  const first = await startTestServer({ databaseUrl })
  await first.admin.createFlag({ key: FLAG, type: 'boolean' })
  const { id } = await startRelease(first, [
    { share: 10_000, bakeMs: 300 },
    // However long the restart takes.
    { share: 20_000, bakeMs: HOUR },
    { share: 30_000, bakeMs: 300 },
  ])
  const find = async (server: TestServer) =>
    (await server.admin.request<ReleaseDetail>('GET', `${PRODUCTION}/releases/${id}`)).body
  await waitFor(async () => (await find(first)).stage === 1, { timeoutMs: 10_000 })
  const before = await find(first)
  await first.stop()

  const second = await startTestServer({ databaseUrl })
  onTestFinished(() => second.stop())
  const after = await find(second)
  expect(after).toMatchObject({ state: 'running', share: 20_000, stageSince: before.stageSince })
  const advanced = await second.admin.request('POST', `${PRODUCTION}/releases/${id}/advance`)
  expect(advanced.status).toBe(200)
  await waitFor(async () => (await find(second)).state === 'completed', { timeoutMs: 15_000 })
})
