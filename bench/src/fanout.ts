import { rm } from 'node:fs/promises'
import { setTimeout as rest } from 'node:timers/promises'
import { type Bench, type Result, resultsFor } from './bench.ts'
import { dataFolder } from './data-folder.ts'
import { startBare } from './fanout/bare-contender.ts'
import { type BuntingContender, startBunting } from './fanout/bunting-contender.ts'
import { type Contender, connectAll, playRound, type Round } from './fanout/contender.ts'
import { monotonicMs } from './propagation/trigger-thread.ts'
import { median, quantile } from './statistics.ts'

/** Of each contender. */
const CLIENT_PROCESSES = 2
const WARM_UP = 3
const COME_BACK_WITHIN_MS = 60_000

/**
 * One change to thousands of connected clients: the real server on a real Postgres, beside a bare `ws`
 * broadcast of equal bytes to as many, alone (`ws`) and with each client answering as SDKs do
 * (`ws+receipts`); a round of one after a round of the other. Clients are in other processes, and check
 * revision, epoch and checksum of what they get; processor time is the server's alone, until the last
 * receipt was read. Then the server is restarted, and killed, and all come back.
 *
 * `--clients` (default 10,000), `--rounds` (default 10). Needs `clients` open files a process.
 */
export const run: Bench = async ({ count, progress }) => {
  const clients = count('clients', 10_000)
  const rounds = count('rounds', 10)
  const scenario = `clients-${clients}`
  await using open = new AsyncDisposableStack()
  const home = await dataFolder()
  open.defer(() => rm(home, { recursive: true, force: true }))
  const keep = <T extends Contender>(contender: T): T => {
    open.defer(() => contender.server.child.stop())
    open.use(contender.crowd)
    return contender
  }

  const bunting = keep(await startBunting(home, CLIENT_PROCESSES))
  const bytes = await bunting.deltaBytes()
  const results: Result[] = []
  const contenders: Contender[] = [bunting]
  for (const speaks of ['ws', 'ws+receipts'] as const) {
    contenders.push(keep(await startBare(speaks, bytes, CLIENT_PROCESSES)))
  }
  for (const contender of contenders) {
    const { subject, server } = contender
    progress(`connecting ${clients} clients to ${subject}`)
    const target = subject === 'bunting' ? bunting.target : { url: server.url, speaks: subject }
    const kilobytes = await connectAll(contender, target, clients)
    results.push(resultsFor(scenario, subject)('kbPerConnection', kilobytes, 'KB'))
  }

  const played = contenders.map(({ subject }) => ({ subject, rounds: [] as Round[] }))
  for (let number = 0; number < rounds + WARM_UP; number += 1) {
    progress(`round ${number + 1 - WARM_UP} of ${rounds}, ${bytes} bytes`)
    for (const [index, contender] of contenders.entries()) {
      const round = await playRound(contender)
      if (number >= WARM_UP) played[index]?.rounds.push(round)
    }
  }
  for (const { subject, rounds } of played) results.push(...summarise(scenario, subject, rounds))
  for (const { crowd, subject } of contenders) {
    if (subject !== 'bunting') await crowd.ask({ order: 'close' })
  }
  for (const [name, signal] of Object.entries({ restart: 'SIGTERM', crash: 'SIGKILL' } as const)) {
    progress(`${name}: all come back`)
    const back = await comeBack(`${scenario}-${name}`, bunting, signal)
    const reconnect = back.find(({ metric }) => metric === 'reconnectMs')
    if (name === 'restart' && reconnect) results.push({ ...reconnect, scenario })
    results.push(...back)
    await rest(1_000)
  }
  return results
}

function summarise(scenario: string, subject: string, rounds: readonly Round[]): Result[] {
  const result = resultsFor(scenario, subject)
  const all = rounds.flatMap(({ ms }) => ms)
  return [
    result('cpuUsPerDelivery', median(rounds.map((one) => one.cpuUsPerDelivery)), 'us'),
    result('firstMs', median(rounds.map(({ ms }) => Math.min(...ms))), 'ms'),
    result('p50Ms', quantile(all, 0.5), 'ms'),
    result('p99Ms', quantile(all, 0.99), 'ms'),
    result('lastMs', median(rounds.map(({ ms }) => Math.max(...ms))), 'ms'),
    result(
      'lost',
      rounds.reduce((sum, { lost }) => sum + lost, 0),
      'count',
    ),
    result('maxLoopDelayMs', Math.max(...rounds.map((one) => one.maxLoopDelayMs)), 'ms'),
  ]
}

/**
 * `outageMs` from the signal until the next process is ready, `reconnectMs` from then until all are
 * current: as long as was waited, when some never were.
 */
async function comeBack(
  scenario: string,
  contender: BuntingContender,
  signal: 'SIGTERM' | 'SIGKILL',
): Promise<Result[]> {
  const since = monotonicMs()
  await contender.end(signal)
  const back = contender.crowd.ask({ order: 'await-confirmed', timeoutMs: COME_BACK_WITHIN_MS })
  await contender.startAgain()
  const readyAt = monotonicMs()
  const { clients, arrivals } = await back
  const { held } = await contender.crowd.ask({ order: 'await', revision: 0, timeoutMs: 0 })
  const current = Math.min(arrivals.length, held[await contender.newest()] ?? 0)
  const allAt = current === clients ? Math.max(...arrivals) : readyAt + COME_BACK_WITHIN_MS
  const result = resultsFor(scenario, 'bunting')
  return [
    result('outageMs', readyAt - since, 'ms'),
    result('reconnectMs', Math.max(0, allAt - readyAt), 'ms'),
    result('lost', clients - current, 'count'),
    result('maxLoopDelayMs', await contender.server.maxLoopDelayMs(), 'ms'),
  ]
}
