import { randomBytes } from 'node:crypto'
import { createAdminApi } from '@bunting/test/support/admin-api.ts'
import { type Releases, releasesOf } from '@bunting/test/support/releases.ts'
import { waitFor } from '@bunting/test/support/wait-for.ts'
import { builtServer } from '../../scripts/built-server.ts'
import { type Bench, type Result, resultsFor } from './bench.ts'
import { startChild } from './child.ts'
import { startDurablePostgres } from './release/durable-postgres.ts'
import { type Shops, startShops } from './release/shops.ts'
import { median, quantile } from './statistics.ts'

const REPLICAS = 2
const SHOP_PROCESSES = 2
/** Of each SDK. */
const VISITORS_PER_SECOND = 5
/** Whatever way they take. */
const FAILING = 0.01
const WITHIN_MS = 120_000

/** What share of those on the new way the fault hits. */
const SCENARIOS = { 'break-100': 1, 'break-5': 0.05 } as const

/**
 * A release at 25 % whose treatment starts to fail: from the first visitor hit to the server's decision,
 * and from that to the last SDK off. Real servers, two on one durable Postgres, and Node SDKs in other
 * processes with visitors of whom 1 % fail whatever they are shown. A new flag and release each round.
 *
 * `--clients` (default 200), `--rounds` of each scenario (default 5)
 */
export const run: Bench = async ({ count, progress }) => {
  const clients = count('clients', 200)
  const rounds = count('rounds', 5)
  await using open = new AsyncDisposableStack()
  const postgres = open.use(await startDurablePostgres())
  const token = randomBytes(24).toString('hex')
  const urls: string[] = []
  for (let replica = 0; replica < REPLICAS; replica++) {
    const server = startChild(await builtServer(), {
      PORT: '0',
      DATABASE_URL: postgres.url,
      BUNTING_ADMIN_TOKEN: token,
    })
    open.defer(() => server.stop())
    urls.push((await server.line(/Admin UI +(\S+)/))[1] ?? '')
  }
  const admin = createAdminApi(urls[0] ?? '', token)
  const { key } = await admin.createSdkKey('server')
  const shops = open.use(startShops(SHOP_PROCESSES))
  progress(`connecting ${clients} SDKs`)
  const { sdks } = await shops.connect(urls, key, clients)
  if (sdks !== clients) throw new Error(`only ${sdks} of ${clients} SDKs are ready`)

  const results: Result[] = []
  for (const [scenario, failing] of Object.entries(SCENARIOS)) {
    const played: Round[] = []
    for (let round = 1; round <= rounds; round++) {
      progress(`${scenario}: round ${round} of ${rounds}`)
      const flag = `${scenario}-${round}`
      await admin.createFlag({ key: flag, type: 'boolean' })
      played.push(await playRound(releasesOf(admin), shops, flag, failing, clients))
    }
    results.push(...summarise(scenario, played))
  }
  return results
}

interface Round {
  readonly decisionMs: number
  readonly offMs: readonly number[]
  readonly harmed: number
  readonly lost: number
}

async function playRound(
  releases: Releases,
  shops: Shops,
  flag: string,
  failing: number,
  clients: number,
): Promise<Round> {
  const { id } = await releases.start(flag, {
    strategy: 'custom',
    stages: [
      { share: 25_000, bakeMs: 3_600_000 },
      { share: 100_000, bakeMs: 0 },
    ],
    guards: [{ kind: 'errors' }],
  })
  await shops.ask({ order: 'visit', flag, perSecond: VISITORS_PER_SECOND, failing: FAILING })
  await waitFor(async () => (await releases.find(id)).exposures.units.treatment > clients, {
    what: 'the release to be watched',
    timeoutMs: 30_000,
    pollMs: 200,
  })
  await shops.ask({ order: 'break', failing })
  const { offAt, faultAt, harmed, sdks } = await shops.ask({
    order: 'await-off',
    timeoutMs: WITHIN_MS,
  })
  const { state, endedAt } = await releases.find(id)
  if (state !== 'rolled_back' || endedAt === null || faultAt === undefined) {
    throw new Error(`the release is ${state} ${WITHIN_MS} ms after its treatment broke`)
  }
  const decidedAt = Date.parse(endedAt)
  return {
    decisionMs: decidedAt - faultAt,
    offMs: offAt.map((at) => at - decidedAt),
    harmed,
    lost: clients - sdks,
  }
}

function summarise(scenario: string, rounds: readonly Round[]): Result[] {
  const result = resultsFor(scenario, 'bunting')
  const lost = rounds.reduce((sum, round) => sum + round.lost, 0)
  return [
    result('decisionMs', median(rounds.map(({ decisionMs }) => decisionMs)), 'ms'),
    result('worstDecisionMs', Math.max(...rounds.map(({ decisionMs }) => decisionMs)), 'ms'),
    result(
      'offP50Ms',
      quantile(
        rounds.flatMap(({ offMs }) => offMs),
        0.5,
      ),
      'ms',
    ),
    result('lastOffMs', median(rounds.map(({ offMs }) => Math.max(...offMs))), 'ms'),
    result('worstLastOffMs', Math.max(...rounds.map(({ offMs }) => Math.max(...offMs))), 'ms'),
    result('visitorsHarmed', median(rounds.map(({ harmed }) => harmed)), 'count'),
    result('lost', lost, 'count'),
  ]
}
