import { writeFile } from 'node:fs/promises'
import { Agent } from 'node:http'
import { fileURLToPath } from 'node:url'
import { type AdminApi, createAdminApi } from '@bunting/test/support/admin-api.ts'
import { type Bench, resultsFor } from './bench.ts'
import { type Child, startChild } from './child.ts'
import { targetedFlag } from './example-flags.ts'
import { startOwnServer } from './own-server.ts'
import { cpuMicrosOf } from './process-usage.ts'
import { ask } from './snapshot/ask.ts'
import { median, quantile } from './statistics.ts'

const BARE = fileURLToPath(new URL('./snapshot/bare-server.ts', import.meta.url))
const FLAGS = 1_000
const CONNECTIONS = 16
const WARM_UP = 3
const SUBJECTS = ['bunting', 'node:http'] as const
const SCENARIOS = [200, 304] as const

/**
 * `GET /sdk/v1/ruleset` with 1,000 flags, compressed as SDKs ask for it, and unchanged; beside a
 * `node:http` server that has nothing to do but write the same bytes. Keep-alive connections, each asking
 * again when it was answered. Processor time is the server's alone.
 *
 * `--rounds` (default 20), `--requests` a round (default 1,000)
 */
export const run: Bench = async ({ count, progress }) => {
  const rounds = count('rounds', 20)
  const requests = count('requests', 1_000)
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS })
  await using children = new AsyncDisposableStack()
  children.defer(() => agent.destroy())

  const { child: server, url, token, home } = children.use(await startOwnServer())
  const admin = createAdminApi(url, token)
  progress(`making ${FLAGS} flags`)
  await makeFlags(admin)
  const { key } = await admin.createSdkKey('server')

  const headers = { authorization: `Bearer ${key}`, 'accept-encoding': 'br, gzip' }
  const first = await ask(`${url}/sdk/v1/ruleset`, headers, agent)
  if (first.status !== 200) throw new Error(`the server answered ${first.status}`)
  const { date: _, connection: __, 'keep-alive': ___, ...own } = first.headers
  await writeFile(`${home}/body`, first.body)
  await writeFile(`${home}/headers.json`, JSON.stringify(own))
  const bare = startChild(BARE, {}, [home])
  children.defer(() => bare.stop())
  const bareUrl = (await bare.line(/(http\S+)/))[1] ?? ''

  const subjects: Record<(typeof SUBJECTS)[number], { url: string; child: Child }> = {
    bunting: { url: `${url}/sdk/v1/ruleset`, child: server },
    'node:http': { url: bareUrl, child: bare },
  }
  const samples = SCENARIOS.flatMap((status) =>
    SUBJECTS.map((subject) => ({ status, subject, cpu: [] as number[], ms: [] as number[] })),
  )
  for (let round = 0; round < rounds + WARM_UP; round += 1) {
    progress(`round ${round + 1 - WARM_UP} of ${rounds}, ${first.body.length} bytes`)
    for (const { status, subject, cpu, ms } of samples) {
      const { url, child } = subjects[subject]
      const asked = {
        ...headers,
        ...(status === 304 && { 'if-none-match': String(first.headers.etag) }),
      }
      const pid = child.process.pid ?? 0
      const before = await cpuMicrosOf(pid)
      const times = await askMany(requests, async () => {
        const { status: got, body } = await ask(url, asked, agent)
        if (got !== status || body.length !== (status === 200 ? first.body.length : 0)) {
          throw new Error(`${subject} answered ${got} with ${body.length} bytes`)
        }
      })
      if (round < WARM_UP) continue
      cpu.push(((await cpuMicrosOf(pid)) - before) / requests)
      ms.push(...times)
    }
  }
  return samples.flatMap(({ status, subject, cpu, ms }) => {
    const result = resultsFor(String(status), subject)
    return [
      result('cpuUs', median(cpu), 'us'),
      result('p50Ms', quantile(ms, 0.5), 'ms'),
      result('p99Ms', quantile(ms, 0.99), 'ms'),
    ]
  })
}

/** Milliseconds that each took. */
async function askMany(count: number, once: () => Promise<void>): Promise<number[]> {
  const times: number[] = []
  let left = count
  await Promise.all(
    Array.from({ length: CONNECTIONS }, async () => {
      while (left-- > 0) {
        const askedAt = performance.now()
        await once()
        times.push(performance.now() - askedAt)
      }
    }),
  )
  return times
}

async function makeFlags(admin: AdminApi): Promise<void> {
  let next = 0
  await Promise.all(
    Array.from({ length: 4 }, async () => {
      while (next < FLAGS) {
        const key = `flag-${next++}`
        const { rules, fallthrough } = targetedFlag(key, next % 100)
        await admin.createFlag({ key, type: 'boolean' })
        await admin.configure(key, {
          on: true,
          rules: rules.map((rule) => ({ ...rule, conditions: [...rule.conditions] })),
          fallthrough,
        } as Parameters<AdminApi['configure']>[1])
      }
    }),
  )
}
