import { createFeatureFlags } from '@bunting/node'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { connectSdk } from '../support/sdk.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'
import { waitFor } from '../support/wait-for.ts'

// The way of docs/architecture.md, from the admin API to `isEnabled()` in other processes' SDKs.

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
  await server.admin.createFlag({ key: 'new-checkout', type: 'boolean' })
})
afterAll(() => server.stop())

const user = { targetingKey: 'user-42', plan: 'pro' }

it('is on everywhere after one click, and off again after the next', async () => {
  const sdks = await Promise.all(Array.from({ length: 20 }, () => connectSdk(server)))
  const answers = () => sdks.map((sdk) => sdk.isEnabled('new-checkout', user))
  expect(answers()).not.toContain(true)
  const { revision } = await server.admin.configure('new-checkout', { on: true })
  await waitFor(() => answers().every(Boolean), { what: 'on everywhere' })
  expect(sdks.every((sdk) => sdk.status().revision === revision)).toBe(true)
  await server.admin.configure('new-checkout', { on: false })
  await waitFor(() => !answers().some(Boolean), { what: 'off everywhere' })
})

it('tells listeners which flags changed, and no others', async () => {
  await server.admin.createFlag({ key: 'bystander', type: 'boolean' })
  const sdk = await connectSdk(server)
  const heard: string[] = []
  sdk.subscribe(({ changedKeys }) => heard.push(...changedKeys))
  await server.admin.configure('new-checkout', { on: true })
  await waitFor(() => heard.length > 0)
  expect(heard).toEqual(['new-checkout'])
})

it('gives the same quarter of users the treatment in every SDK, and half includes the quarter', async () => {
  const sdks = await Promise.all([connectSdk(server), connectSdk(server)])
  const users = Array.from({ length: 2_000 }, (_, index) => ({ targetingKey: `visitor-${index}` }))
  const treated = (sdk = sdks[0]) =>
    new Set(
      users
        .filter((context) => sdk?.isEnabled('new-checkout', context))
        .map(({ targetingKey }) => targetingKey),
    )
  const roll = async (share: number) => {
    const { revision } = await server.admin.configure('new-checkout', {
      on: true,
      fallthrough: {
        rollout: {
          shares: [
            { variant: 'on', share },
            { variant: 'off', share: 100_000 - share },
          ],
        },
      },
    })
    await waitFor(() => sdks.every((sdk) => sdk.status().revision === revision))
    return treated()
  }
  const quarter = await roll(25_000)
  expect(treated(sdks[1])).toEqual(quarter)
  expect(quarter.size).toBeGreaterThan(430)
  expect(quarter.size).toBeLessThan(570)
  const half = await roll(50_000)
  expect(quarter.isSubsetOf(half)).toBe(true)
  expect(await roll(25_000)).toEqual(quarter)
  expect(sdks[0]?.decide('new-checkout', { targetingKey: [...quarter][0] ?? '' })).toMatchObject({
    value: true,
    variant: 'on',
    reason: 'SPLIT',
  })
})

it('answers targets, rules and variants of every type', async () => {
  await server.admin.createFlag({
    key: 'button-colour',
    type: 'string',
    variants: { calm: 'blue', loud: 'red' },
  })
  await server.admin.createFlag({
    key: 'limits',
    type: 'json',
    variants: { small: { rows: 10, wide: false } },
  })
  await server.admin.configure('button-colour', {
    on: true,
    targets: [{ variant: 'loud', values: ['ana'] }],
    rules: [
      {
        name: 'EU pros',
        conditions: [
          { attribute: 'country', operator: 'in', values: ['DE', 'FR'] },
          { attribute: 'plan', operator: 'equals', values: ['pro'] },
        ],
        serve: { variant: 'loud' },
      },
    ],
  })
  const sdk = await connectSdk(server)
  const colour = (context: Record<string, string>) => sdk.decide('button-colour', context)
  expect(colour({ targetingKey: 'ana' })).toMatchObject({ value: 'red', reason: 'TARGETING_MATCH' })
  expect(colour({ targetingKey: 'tom', country: 'FR', plan: 'pro' })).toMatchObject({
    value: 'red',
    reason: 'TARGETING_MATCH',
  })
  expect(colour({ targetingKey: 'tom', country: 'FR' })).toMatchObject({
    value: 'blue',
    reason: 'DEFAULT',
  })
  expect(sdk.value('button-colour', 'green', { targetingKey: 'ana' })).toBe('red')
  expect(sdk.value('button-colour', 7)).toBe(7)
  expect(sdk.value('limits', { rows: 1, wide: true })).toEqual({ rows: 10, wide: false })
  expect(sdk.isEnabled('button-colour')).toBe(false)
  expect(sdk.decide('nowhere')).toMatchObject({ reason: 'ERROR', errorCode: 'FLAG_NOT_FOUND' })
  expect(sdk.forContext({ targetingKey: 'ana' }).value('button-colour', 'green')).toBe('red')
})

it('answers fallbacks, and never throws, for a server that is away', async () => {
  const away = createFeatureFlags({ url: 'http://127.0.0.1:9', key: 'bunting_server_none' })
  onTestFinished(() => away.close())
  const status = await away.ready({ timeoutMs: 50 })
  expect(status).toMatchObject({ phase: 'starting', connected: false })
  expect(away.isEnabled('new-checkout', user)).toBe(false)
  expect(away.value('button-colour', 'green', user)).toBe('green')
  expect(away.decide('new-checkout', user)).toMatchObject({ errorCode: 'PROVIDER_NOT_READY' })
})

it('stops for good with a key that is unknown, revoked, or of another kind of door', async () => {
  const made = await server.admin.createSdkKey('server')
  const sdk = await connectSdk(server, { key: made.key })
  await server.admin.request(
    'DELETE',
    `/projects/default/environments/production/sdk-keys/${made.id}`,
  )
  await waitFor(() => sdk.status().phase === 'failed', { what: 'the SDK to give up' })
  // What it knew keeps answering.
  expect(sdk.decide('new-checkout', user).errorCode).toBeUndefined()
  const unknown = await connectSdk(server, { key: 'bunting_server_unknown' })
  expect(unknown.status()).toMatchObject({ phase: 'failed' })
})
