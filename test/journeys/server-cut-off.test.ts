import { expect, it, onTestFinished } from 'vitest'
import { connectSdk } from '../support/sdk.ts'
import { startTcpProxy } from '../support/tcp-proxy.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'
import { waitFor } from '../support/wait-for.ts'

/** Notices sooner than in production that the database does not answer, and says so sooner. */
const LIMITS = { checkMs: 100, heartbeatMs: 200 }

async function until(server: Promise<TestServer>): Promise<TestServer> {
  const started = await server
  onTestFinished(() => started.stop())
  return started
}

it('says that flags may be old when their server cannot reach the database, and that they are not', async () => {
  const there = await until(startTestServer())
  const near = new URL(there.databaseUrl)
  const wire = await startTcpProxy({ host: near.hostname, port: Number(near.port) })
  onTestFinished(() => wire.close())
  near.port = String(wire.port)
  const config = { logLevel: 'silent' } as const
  const here = await until(startTestServer({ databaseUrl: near.href, limits: LIMITS, config }))
  await there.admin.createFlag({ key: 'new-checkout', type: 'boolean' })
  const on = await there.admin.configure('new-checkout', { on: true })
  const { key } = await there.admin.createSdkKey('server')
  const sdk = await connectSdk(here, { key })
  await waitFor(() => sdk.isEnabled('new-checkout'), { what: 'the flag' })
  const poll = async () => {
    const headers = { authorization: `Bearer ${key}` }
    const whole = await fetch(`${here.url}/sdk/v1/ruleset`, { headers })
    await whole.body?.cancel()
    const held = `${whole.headers.get('etag')}`
    return fetch(`${here.url}/sdk/v1/ruleset`, { headers: { ...headers, 'if-none-match': held } })
  }
  const askRemotely = async () => {
    const response = await fetch(`${here.url}/ofrep/v1/evaluate/flags/new-checkout`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ context: { targetingKey: 'ana' } }),
    })
    return response.json()
  }
  expect((await poll()).status).toBe(304)
  expect((await askRemotely()).metadata).not.toHaveProperty('stale')

  await waitFor(async () => (await there.admin.delivery(on.revision)).applied === 1, {
    what: 'the other server to know of the SDK',
  })
  wire.cut()
  const killed = await there.admin.configure('new-checkout', { on: false })
  await waitFor(() => sdk.status().phase === 'stale', {
    what: 'the SDK to know that it may be old',
  })
  expect(sdk.decide('new-checkout')).toMatchObject({ value: true, flagMetadata: { stale: true } })
  expect(await askRemotely()).toMatchObject({ value: true, metadata: { stale: true } })
  const refused = await poll()
  expect([refused.status, await refused.json()]).toMatchObject([
    503,
    { code: 'database_unavailable', detail: expect.stringContaining('nobody can say') },
  ])
  const delivery = await there.admin.delivery(killed.revision)
  expect(delivery).toMatchObject({ applied: 0, silent: [expect.any(String)] })

  wire.mend()
  await waitFor(() => sdk.status().phase === 'ready', { what: 'the flags to be confirmed' })
  await waitFor(() => !sdk.isEnabled('new-checkout'), { what: 'the kill' })
  expect((await poll()).status).toBe(304)
})
