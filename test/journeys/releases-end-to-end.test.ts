import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { HALF, releasesOf } from '../support/releases.ts'
import { connectSdk } from '../support/sdk.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'
import { sendVisitors } from '../support/visitors.ts'
import { waitFor } from '../support/wait-for.ts'

let first: TestServer
let second: TestServer
beforeAll(async () => {
  first = await startTestServer()
  second = await startTestServer({ databaseUrl: first.databaseUrl })
})
afterAll(async () => {
  await first.stop()
  await second.stop()
})

const FLAG = 'new-checkout'
const SDKS = 20

it('takes a broken treatment back on two replicas and twenty SDKs by itself', async () => {
  await first.admin.createFlag({ key: FLAG, type: 'boolean' })
  const { key } = await first.admin.createSdkKey('server')
  const sdks = await Promise.all(
    Array.from({ length: SDKS }, (_, n) => connectSdk(n % 2 ? first : second, { key })),
  )
  const releases = releasesOf(first.admin)
  const { id } = await releases.start(FLAG, HALF)
  const visitors = sendVisitors(sdks, { flag: FLAG, perSecond: 20 })
  onTestFinished(visitors.stop)
  await waitFor(
    async () => {
      const { guards, exposures } = await releases.find(id)
      return guards[0]?.lastReportAt && exposures.units.treatment > 200
    },
    { what: 'the release to be watched', timeoutMs: 10_000 },
  )

  const offAt = sdks.map(() => 0)
  const somebody = await waitFor(() => {
    const all = Array.from({ length: 50 }, (_, n) => ({ targetingKey: `visitor-${n}` }))
    return all.find((one) => sdks.every((sdk) => sdk.isEnabled(FLAG, one)))
  })
  for (const [n, sdk] of sdks.entries()) {
    sdk.subscribe(() => {
      if (!sdk.isEnabled(FLAG, somebody)) offAt[n] ||= Date.now()
    })
  }
  visitors.breakNewWay()
  const over = await waitFor(
    async () => {
      const release = await releases.find(id)
      return release.state === 'rolled_back' && release
    },
    { what: 'the release to roll itself back', timeoutMs: 15_000 },
  )
  await waitFor(() => offAt.every((at) => at > 0), { what: 'all SDKs to be off' })

  const failedAt = visitors.firstFailureAt() ?? 0
  const decidedAt = Date.parse(over.endedAt ?? '')
  const lastOffAt = Math.max(...offAt)
  console.log(
    `first failure → decision: ${decidedAt - failedAt} ms; decision → last of ${SDKS} SDKs off: ${lastOffAt - decidedAt} ms`,
  )
  expect(decidedAt - failedAt).toBeLessThan(10_000)
  expect(lastOffAt - decidedAt).toBeLessThan(1_000)
  expect(over.guards[0]?.bad?.control).toBe(0)
}, 40_000)
