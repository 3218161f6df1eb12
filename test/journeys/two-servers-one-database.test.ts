import { afterAll, beforeAll, expect, it } from 'vitest'
import { PRODUCTION } from '../support/admin-api.ts'
import { connectSdk } from '../support/sdk.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'
import { waitFor } from '../support/wait-for.ts'

let first: TestServer
let second: TestServer
beforeAll(async () => {
  first = await startTestServer()
  second = await startTestServer({ databaseUrl: first.databaseUrl })
  await first.admin.createFlag({ key: 'new-checkout', type: 'boolean' })
})
afterAll(async () => {
  await first.stop()
  await second.stop()
})

it('brings a change made on one to the SDKs of both, and counts them together', async () => {
  const sdks = [
    await connectSdk(first, { instance: 'a' }),
    await connectSdk(first, { instance: 'b' }),
    await connectSdk(second, { instance: 'c' }),
  ]
  const { revision } = await second.admin.configure('new-checkout', { on: true })
  await waitFor(() => sdks.every((sdk) => sdk.isEnabled('new-checkout')), { what: 'on everywhere' })
  for (const server of [first, second]) {
    await waitFor(
      async () => {
        expect(await server.admin.delivery(revision)).toMatchObject({
          connected: 3,
          applied: 3,
          laggards: [],
        })
        return true
      },
      { what: 'both servers to know of all three' },
    )
  }
})

it('lets an SDK go on at the other one with what it holds', async () => {
  const { key } = await first.admin.createSdkKey('server')
  const [here, there] = [await connectSdk(first, { key }), await connectSdk(second, { key })]
  const same = ({ epoch, revision }: ReturnType<typeof here.status>) => ({ epoch, revision })
  await waitFor(() => expect(same(here.status())).toEqual(same(there.status())) ?? true, {
    what: 'both to be at the same revision',
  })
})

it('closes the sockets of a key that was revoked at the other', async () => {
  const made = await first.admin.createSdkKey('server')
  const sdk = await connectSdk(second, { key: made.key })
  await first.admin.request('DELETE', `${PRODUCTION}/sdk-keys/${made.id}`)
  await waitFor(() => sdk.status().phase === 'failed', { what: 'the key to be refused' })
})

it('counts only servers that are there', async () => {
  const third = await startTestServer({ databaseUrl: first.databaseUrl })
  await connectSdk(third)
  const { revision } = await first.admin.configure('new-checkout', { on: false })
  await waitFor(async () => (await first.admin.delivery(revision)).connected === 1, {
    what: 'the SDK at the third',
  })
  await third.stop()
  await waitFor(async () => (await first.admin.delivery(revision)).connected === 0, {
    what: 'the third to be gone',
  })
})
