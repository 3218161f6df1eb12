import { afterAll, beforeAll, expect, it } from 'vitest'
import { connectSdk } from '../support/sdk.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'
import { waitFor } from '../support/wait-for.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.stop())

const everyone = Array.from({ length: 500 }, (_, index) => ({ targetingKey: `visitor-${index}` }))

it('takes a half-rolled-out flag back everywhere, confirmed, and undo brings the same people back', async () => {
  await server.admin.createFlag({ key: 'new-checkout', type: 'boolean' })
  const shares = [
    { variant: 'on', share: 50_000 },
    { variant: 'off', share: 50_000 },
  ]
  await server.admin.configure('new-checkout', { on: true, fallthrough: { rollout: { shares } } })
  const sdks = await Promise.all(
    Array.from({ length: 10 }, (_, index) => connectSdk(server, { instance: `shop-${index}` })),
  )
  const treated = () =>
    sdks.map((sdk) =>
      everyone
        .filter((visitor) => sdk.isEnabled('new-checkout', visitor))
        .map(({ targetingKey }) => targetingKey),
    )
  const before = treated()
  expect(before[0]?.length).toBeGreaterThan(150)

  const killed = await server.admin.kill('new-checkout', 'orders fail')
  await waitFor(() => treated().every((people) => people.length === 0), {
    what: 'nobody to have it',
  })
  const delivery = await waitFor(
    async () => {
      const now = await server.admin.delivery(killed.revision)
      return now.applied === 10 && now
    },
    { what: 'ten receipts' },
  )
  expect(delivery).toMatchObject({ connected: 10, laggards: [] })
  expect(delivery.p50Ms).toBeGreaterThan(0)
  expect(delivery.p99Ms).toBeGreaterThanOrEqual(delivery.p50Ms ?? 0)

  await server.admin.configure('new-checkout', { on: true, expectedVersion: killed.version })
  await waitFor(() => treated().every((people) => people.length > 0), {
    what: 'them to have it back',
  })
  expect(treated()).toEqual(before)
})

it('says who did it, and why, in the history', async () => {
  await server.admin.createFlag({ key: 'noted', type: 'boolean' })
  await server.admin.configure('noted', { on: true, comment: 'go' })
  const { revision } = await server.admin.kill('noted', 'it hurts')
  const { body } = await server.admin.request<{ entries: unknown[] }>(
    'GET',
    '/projects/default/audit?flag=noted&environment=production',
  )
  expect(body.entries).toMatchObject([
    {
      action: 'flag.killed',
      actor: { type: 'token' },
      via: 'api',
      comment: 'it hurts',
      environment: 'production',
      revision,
      before: { on: true },
      after: { on: false },
    },
    { action: 'flag.configured', comment: 'go', before: { on: false }, after: { on: true } },
    { action: 'flag.created', environment: null },
  ])
})
