import { afterAll, beforeAll, expect, it } from 'vitest'
import { connectSdk } from '../support/sdk.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'
import { waitFor } from '../support/wait-for.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
  await server.admin.createFlag({ key: 'new-checkout', type: 'boolean' })
  await server.admin.createFlag({ key: 'secret-plan', type: 'boolean', clientSide: false })
})
afterAll(() => server.stop())

it('hands a page decisions, of flags for client-side SDKs alone, and no rules', async () => {
  await server.admin.configure('new-checkout', {
    on: true,
    targets: [{ variant: 'off', values: ['somebody-else'] }],
  })
  const sdk = await connectSdk(server)
  const ana = { targetingKey: 'ana' }
  const bootstrap = sdk.bootstrapFor(ana)
  expect(bootstrap.decisions).toEqual({ 'new-checkout': sdk.decide('new-checkout', ana) })
  expect(JSON.stringify(bootstrap)).not.toMatch(/somebody-else|secret-plan/)

  await server.admin.request('PATCH', '/projects/default/flags/secret-plan', { clientSide: true })
  await waitFor(() => 'secret-plan' in sdk.bootstrapFor(ana).decisions, {
    what: 'the flag to be shown',
  })
  await server.admin.configure('new-checkout', { on: false })
  await waitFor(() => sdk.bootstrapFor(ana).decisions['new-checkout']?.value === false)
})
