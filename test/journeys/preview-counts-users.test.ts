import type { FlagPreview } from '@bunting/flag-server/previews/preview-schemas.ts'
import { createFeatureFlags } from '@bunting/node'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
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
  await first.admin.createFlag({
    key: 'button',
    type: 'string',
    variants: { calm: 'blue', loud: 'red' },
  })
})
afterAll(async () => {
  await first.stop()
  await second.stop()
})

/** Users of three kinds; each application sees some of them. */
const USERS = Array.from({ length: 90 }, (_, index) => ({
  targetingKey: `user-${index}`,
  country: ['DE', 'FR', 'US'][index % 3],
  plan: index % 2 === 0 ? 'pro' : 'free',
}))
const german = { attribute: 'country', operator: 'equals' as const, values: ['DE'] }

async function preview(flag: string, patch: object, at = first): Promise<FlagPreview> {
  return waitFor(async () => {
    const path = `${PRODUCTION}/flags/${flag}/preview`
    const { status, body } = await at.admin.request<FlagPreview>('POST', path, patch)
    // Twice a second is the limit.
    return status === 200 && body
  })
}

it('counts exactly whom a change would move, over three applications on two servers', async () => {
  await first.admin.configure('button', { on: true, fallthrough: { variant: 'calm' } })
  const sdks = [await connectSdk(first), await connectSdk(second), await connectSdk(second)]
  const off = createFeatureFlags({
    url: second.url,
    key: (await second.admin.createSdkKey('server')).key,
    previews: false,
  })
  onTestFinished(() => off.close())
  await off.ready()
  await waitFor(async () => {
    const path = `${PRODUCTION}/connections/count`
    return (await first.admin.request<{ connected: number }>('GET', path)).body.connected === 4
  })

  expect(await preview('new-checkout', { on: true })).toMatchObject({
    contexts: 0,
    instances: { asked: 3, answered: 3 },
    changes: [],
  })

  // Thirty users each, asked about more than once; nobody without a key counts.
  sdks.forEach((sdk, part) => {
    for (const user of USERS.slice(part * 30, part * 30 + 30)) {
      sdk.isEnabled('new-checkout', user)
      sdk.value('button', 'blue', user)
    }
    sdk.isEnabled('new-checkout')
    sdk.isEnabled('new-checkout', { country: 'DE' })
  })
  for (const user of USERS) off.isEnabled('new-checkout', user)

  const everybody = { contexts: 90, instances: { asked: 3, answered: 3 } }
  const rules = [{ conditions: [german], serve: { variant: 'on' } }]
  const onForGermans = { on: true, rules, fallthrough: { variant: 'off' } }
  for (const server of [first, second]) {
    const seen = await preview('new-checkout', onForGermans, server)
    expect(seen).toMatchObject({ ...everybody, changes: [{ from: 'off', to: 'on', count: 30 }] })
    expect(seen.withinMs).toBeLessThanOrEqual(500)
  }

  // As it really is, then: the share that would move is the share that moves.
  const shares = [
    { variant: 'loud', share: 40_000 },
    { variant: 'calm', share: 60_000 },
  ]
  const widened = { fallthrough: { rollout: { shares } } }
  const { changes } = await preview('button', widened)
  const { revision } = await first.admin.configure('button', widened)
  await waitFor(() => sdks.every((sdk) => sdk.status().revision === revision))
  const loud = sdks.flatMap((sdk, part) =>
    USERS.slice(part * 30, part * 30 + 30).filter(
      (user) => sdk.value('button', 'blue', user) === 'red',
    ),
  )
  expect(loud.length).toBeGreaterThan(0)
  expect(changes).toEqual([{ from: 'calm', to: 'loud', count: loud.length }])
  expect(await preview('button', { on: false, offVariant: 'calm' })).toMatchObject({
    ...everybody,
    changes: [{ from: 'loud', to: 'calm', count: loud.length }],
  })
})
