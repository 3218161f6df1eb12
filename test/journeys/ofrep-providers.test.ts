import { OFREPProvider } from '@openfeature/ofrep-provider'
import { OFREPWebProvider } from '@openfeature/ofrep-web-provider'
import { OpenFeature } from '@openfeature/server-sdk'
import { OpenFeature as OpenFeatureWeb, type Provider } from '@openfeature/web-sdk'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestServer, type TestServer } from '../support/test-server.ts'
import { waitFor } from '../support/wait-for.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
  await server.admin.createFlag({ key: 'checkout', type: 'boolean', clientSide: true })
  await server.admin.createFlag({
    key: 'colour',
    type: 'string',
    variants: { blue: 'blue', red: 'red' },
    clientSide: true,
  })
  await server.admin.configure('checkout', { on: true })
  await server.admin.configure('colour', { on: true, fallthrough: { variant: 'red' } })
})
afterAll(async () => {
  await OpenFeature.close()
  await OpenFeatureWeb.close()
  await server.stop()
})

async function bearer(kind: 'server' | 'client'): Promise<[string, string][]> {
  return [['Authorization', `Bearer ${(await server.admin.createSdkKey(kind)).key}`]]
}

it('answers the provider that OpenFeature has for servers, flag by flag', async () => {
  const provider = new OFREPProvider({ baseUrl: server.url, headers: await bearer('server') })
  await OpenFeature.setProviderAndWait(provider)
  const client = OpenFeature.getClient()
  const user = { targetingKey: 'user-42' }
  await waitFor(async () => (await client.getStringValue('colour', 'green', user)) === 'red', {
    what: 'what was changed last',
  })
  expect(await client.getBooleanDetails('checkout', false, user)).toMatchObject({
    value: true,
    variant: 'on',
    reason: 'STATIC',
  })
  expect(await client.getBooleanDetails('no-such-flag', true, user)).toMatchObject({
    value: true,
    errorCode: 'FLAG_NOT_FOUND',
  })
  await server.admin.kill('checkout')
  await waitFor(async () => !(await client.getBooleanValue('checkout', true, user)))
  await server.admin.configure('checkout', { on: true })
})

it('answers the provider that OpenFeature has for browsers, which keeps all flags and polls', async () => {
  const provider = new OFREPWebProvider({
    baseUrl: server.url,
    headers: await bearer('client'),
    pollInterval: 50,
  })
  await OpenFeatureWeb.setContext({ targetingKey: 'user-42' })
  // It is one; its types leave open what exactOptionalPropertyTypes does not.
  await OpenFeatureWeb.setProviderAndWait(provider as Provider)
  const client = OpenFeatureWeb.getClient()
  await waitFor(() => client.getBooleanValue('checkout', false))
  expect(client.getStringDetails('colour', 'green')).toMatchObject({ value: 'red', variant: 'red' })
  await server.admin.kill('checkout')
  await waitFor(() => !client.getBooleanValue('checkout', true), {
    what: 'the next poll to bring what was killed',
  })
})
