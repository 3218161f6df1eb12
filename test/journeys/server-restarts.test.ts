import { afterAll, beforeAll, expect, it } from 'vitest'
import { PRODUCTION } from '../support/admin-api.ts'
import { connectSdk } from '../support/sdk.ts'
import { openSdkSocket } from '../support/sdk-socket.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'
import { waitFor } from '../support/wait-for.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
  await server.admin.createFlag({ key: 'new-checkout', type: 'boolean' })
  await server.admin.configure('new-checkout', { on: true })
})
afterAll(() => server.stop())

it('keeps answering while the server is away, says that it is stale, and catches up when it is back', async () => {
  const sdks = await Promise.all(Array.from({ length: 5 }, () => connectSdk(server)))
  const phases = () => sdks.map((sdk) => sdk.status().phase)
  expect(phases()).toEqual(new Array(5).fill('ready'))
  const { databaseUrl } = server
  const port = Number(new URL(server.url).port)

  await server.stop()
  await waitFor(() => phases().every((phase) => phase === 'stale'), { what: 'everybody to know' })
  expect(sdks.every((sdk) => sdk.isEnabled('new-checkout'))).toBe(true)
  const age = sdks[0]?.status().ageMs ?? 0
  await waitFor(() => (sdks[0]?.status().ageMs ?? 0) > age, { what: 'the age to grow' })

  // Somebody else changes the flag meanwhile: another server on the same database.
  const elsewhere = await startTestServer({ databaseUrl })
  await elsewhere.admin.configure('new-checkout', { on: false })
  await elsewhere.stop()

  server = await startTestServer({ databaseUrl, port })
  await waitFor(() => phases().every((phase) => phase === 'ready'), {
    what: 'everybody to come back',
    timeoutMs: 20_000,
  })
  expect(sdks.some((sdk) => sdk.isEnabled('new-checkout'))).toBe(false)
})

it('sends who was away over a restart what changed meanwhile, and not everything', async () => {
  const { databaseUrl } = server
  const port = Number(new URL(server.url).port)
  for (const key of ['a', 'b', 'c', 'd']) {
    await server.admin.createFlag({ key, type: 'boolean' })
  }
  const { key } = await server.admin.createSdkKey('server')
  const before = await openSdkSocket(server, { key })
  const snapshot = before.heard[0]?.message
  if (snapshot?.type !== 'snapshot') throw new Error('greeted otherwise')
  const { epoch, revision, checksum } = snapshot
  await server.admin.configure('a', { on: true })
  await server.stop()

  server = await startTestServer({ databaseUrl, port })
  const { revision: newest } = await server.admin.configure('b', { on: true })
  const holds = { epoch, revision, checksum }
  const after = await openSdkSocket(server, { key, hello: { holds } })
  // The newest of all it hears of a moment later.
  await waitFor(() => after.heard.some(({ message }) => 'to' in message && message.to === newest))
  expect(after.heard[0]?.message).toMatchObject({ type: 'delta', epoch, from: revision })
  const keys = after.heard.flatMap(({ lines }) => lines.map((line) => JSON.parse(line).key))
  expect(keys).toEqual(expect.arrayContaining(['a', 'b']))
  expect(keys).not.toContain('new-checkout')
})

it('answers every request that reached it before it stops, and leaves nothing half-done', async () => {
  const { databaseUrl } = server
  const port = Number(new URL(server.url).port)
  let answered = 0
  const answers = Promise.allSettled(
    Array.from({ length: 30 }, async (_, index) => {
      const answer = await server.admin.request('PATCH', `${PRODUCTION}/flags/new-checkout`, {
        rules: [{ id: `rule-${index}`, conditions: [], serve: { variant: 'on' } }],
        comment: 'last words',
      })
      answered += 1
      return answer
    }),
  )
  await waitFor(() => answered > 0, { what: 'the first answer', pollMs: 1 })
  await server.stop()
  // Those that waited in the kernel to be accepted never reached it.
  const statuses = (await answers).flatMap((one) =>
    one.status === 'fulfilled' ? [one.value.status] : [],
  )
  expect(new Set(statuses)).toEqual(new Set([200, 503]).intersection(new Set(statuses)))
  expect(statuses.filter((status) => status === 200).length).toBeGreaterThan(0)
  server = await startTestServer({ databaseUrl, port })
  const { body } = await server.admin.request<{ entries: { comment: string | null }[] }>(
    'GET',
    '/projects/default/audit?limit=100',
  )
  const written = body.entries.filter(({ comment }) => comment === 'last words')
  expect(written).toHaveLength(statuses.filter((status) => status === 200).length)
})
