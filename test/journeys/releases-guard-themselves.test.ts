import type { Problem } from '@bunting/flag-server/http/problem.ts'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { PRODUCTION } from '../support/admin-api.ts'
import { HALF, type Releases, releasesOf } from '../support/releases.ts'
import { connectSdk } from '../support/sdk.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'
import { sendVisitors, type Visitors } from '../support/visitors.ts'
import { waitFor } from '../support/wait-for.ts'

let server: TestServer
let releases: Releases
let key: string
beforeAll(async () => {
  server = await startTestServer()
  releases = releasesOf(server.admin)
  key = (await server.admin.createSdkKey('server')).key
})
afterAll(() => server.stop())

async function startShop(flag: string, count = 3) {
  await server.admin.createFlag({ key: flag, type: 'boolean' })
  return Promise.all(Array.from({ length: count }, () => connectSdk(server, { key })))
}

function visited(...args: Parameters<typeof sendVisitors>): Visitors {
  const visitors = sendVisitors(...args)
  onTestFinished(visitors.stop)
  return visitors
}

const everyone = Array.from({ length: 100 }, (_, n) => ({ targetingKey: `visitor-${n}` }))

it('takes a treatment that fails back everywhere, and locks its place', async () => {
  const sdks = await startShop('broken-checkout')
  const { id } = await releases.start('broken-checkout', HALF)
  const treated = () =>
    sdks.flatMap((sdk) => everyone.filter((one) => sdk.isEnabled('broken-checkout', one)))
  await waitFor(() => treated().length > 0, { what: 'somebody to be on the new way' })
  const visitors = visited(sdks, { flag: 'broken-checkout' })
  await waitFor(
    async () => {
      const { guards, exposures } = await releases.find(id)
      return guards[0]?.lastReportAt && exposures.units.treatment > 100
    },
    { what: 'the SDKs to say that all is well' },
  )
  expect((await releases.find(id)).state).toBe('running')

  visitors.breakNewWay()
  const over = await waitFor(
    async () => {
      const release = await releases.find(id)
      return release.state === 'rolled_back' && release
    },
    { what: 'the release to roll itself back', timeoutMs: 10_000 },
  )
  expect(over).toMatchObject({ share: 0, locked: true })
  expect(over.why).toMatch(/^Rolled back: errors is worse/)
  expect(over.guards[0]?.bad?.treatment).toBeGreaterThan(over.guards[0]?.bad?.control ?? 0)
  await waitFor(() => treated().length === 0, { what: 'every SDK to be off' })

  const widened = await server.admin.request<Problem>(
    'PATCH',
    `${PRODUCTION}/flags/broken-checkout`,
    { fallthrough: { variant: 'on' } },
  )
  expect(widened).toMatchObject({ status: 409, body: { code: 'place_locked' } })
}, 30_000)

it('counts whom every SDK has met, in the share that is in force', async () => {
  const sdks = await startShop('fine-checkout')
  const { id } = await releases.start('fine-checkout', HALF)
  await waitFor(
    () => sdks.every((sdk) => sdk.decide('fine-checkout', everyone[0]).reason === 'SPLIT'),
    { what: 'the release to reach every SDK' },
  )
  for (const sdk of sdks) for (const one of everyone) sdk.isEnabled('fine-checkout', one)
  const { exposures } = await waitFor(
    async () => {
      const release = await releases.find(id)
      const { control, treatment } = release.exposures.units
      return control + treatment === everyone.length && release
    },
    { what: 'each of them to be counted once' },
  )
  const onNewWay = everyone.filter((one) => sdks[0]?.isEnabled('fine-checkout', one)).length
  expect(exposures.units.treatment).toBe(onNewWay)
})

it('hears what is tracked, by units that reached the rollout', async () => {
  const sdks = await startShop('tracked-checkout', 2)
  const { id } = await releases.start('tracked-checkout', {
    ...HALF,
    guards: [{ kind: 'event', metric: 'checkout_failed' }],
  })
  await waitFor(() => sdks.every((sdk) => sdk.decide('tracked-checkout', everyone[0]).variant))
  await waitFor(() =>
    sdks.every((sdk) => everyone.some((one) => sdk.isEnabled('tracked-checkout', one))),
  )
  const onNewWay = everyone.filter((one) => sdks[0]?.isEnabled('tracked-checkout', one))
  const unlucky = [...onNewWay.slice(0, 3), ...everyone.filter((one) => !onNewWay.includes(one))]
  for (const one of unlucky.slice(0, 4)) for (const sdk of sdks) sdk.track('checkout_failed', one)
  sdks[0]?.track('checkout_failed', {})
  sdks[0]?.track('something_else', onNewWay[5])
  await waitFor(async () => {
    expect((await releases.find(id)).guards[0]?.bad).toEqual({ control: 1, treatment: 3 })
    return true
  })
})

it('knows how fast the old way was, and takes back a new one that is slower', async () => {
  const [sdk] = await startShop('slow-checkout', 1)
  const spent = (ms: number) => () => {
    const until = performance.now() + ms
    while (performance.now() < until);
  }
  let came = 0
  const visit = () => {
    came += 1
    const context = { targetingKey: `visitor-${came}` }
    sdk?.run('slow-checkout', context, { on: spent(3), off: spent(0) })
  }
  // What was measured is told when the SDK is closed, if not before.
  const before = await connectSdk(server, { key })
  for (let n = 0; n < 200; n++) before.run('slow-checkout', {}, { on: spent(3), off: spent(0) })
  await before.close()
  const release = { ...HALF, guards: [{ kind: 'latency' as const }] }
  const { id, plan } = await waitFor(() => releases.start('slow-checkout', release), {
    what: 'the durations to be known',
  })
  expect(plan.guards).toMatchObject([{ kind: 'latency', controlP95Ms: 1 }])

  const visits = setInterval(() => {
    for (let n = 0; n < 5; n++) visit()
  }, 50)
  onTestFinished(() => clearInterval(visits))
  const over = await waitFor(
    async () => {
      const found = await releases.find(id)
      return found.state === 'rolled_back' && found
    },
    { what: 'the release to roll itself back', timeoutMs: 15_000 },
  )
  expect(over.why).toMatch(/^Rolled back: slow is worse/)
}, 30_000)

it('holds when its guard falls silent, and goes on when it is heard again', async () => {
  const sdks = await startShop('silent-checkout', 1)
  const { id } = await releases.start('silent-checkout', {
    ...HALF,
    guards: [{ kind: 'event', metric: 'order_failed', windowMs: 1_000 }],
  })
  const state = async () => (await releases.find(id)).state
  await waitFor(async () => (await state()) === 'holding', {
    what: 'it to hold',
    timeoutMs: 10_000,
  })
  expect((await releases.find(id)).why).toContain('order_failed')
  const sign = setInterval(() => sdks[0]?.track('order_failed', {}, 0), 500)
  onTestFinished(() => clearInterval(sign))
  await waitFor(async () => (await state()) === 'running', { what: 'it to go on' })
})

it('is beaten by a kill, whatever it is doing', async () => {
  const sdks = await startShop('killed-checkout')
  const { id } = await releases.start('killed-checkout', HALF)
  const treated = () =>
    sdks.some((sdk) => everyone.some((one) => sdk.isEnabled('killed-checkout', one)))
  await waitFor(treated)
  const visitors = visited(sdks, { flag: 'killed-checkout' })
  await server.admin.kill('killed-checkout', 'a person knows better')
  await waitFor(() => !treated(), { what: 'nobody to have it' })
  visitors.breakNewWay()
  await waitFor(async () => (await releases.find(id)).state === 'holding')
  expect(treated()).toBe(false)
  expect(visitors.firstFailureAt()).toBeUndefined()
}, 20_000)
