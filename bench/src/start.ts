import { readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { setTimeout as rest } from 'node:timers/promises'
import { builtServer } from '../../scripts/built-server.ts'
import type { Bench, Result } from './bench.ts'
import { startChild } from './child.ts'
import { dataFolder } from './data-folder.ts'
import { median } from './statistics.ts'

const REST_MS = 3_000

/**
 * From the start of the process to `GET /health` answering, with a new data folder (`cold`) and
 * with one that is migrated, and the memory the server holds once it rests. Postgres not counted.
 */
export const run: Bench = async ({ count, progress }) => {
  const rounds = count('rounds', 5)
  const script = await builtServer()
  const samples = { cold: [] as Sample[], migrated: [] as Sample[] }
  for (let round = 0; round < rounds; round += 1) {
    progress(`round ${round + 1} of ${rounds}`)
    const home = await dataFolder()
    samples.cold.push(await startOnce(script, home))
    samples.migrated.push(await startOnce(script, home))
    await rm(home, { recursive: true, force: true })
  }
  return Object.entries(samples).flatMap(([scenario, all]): Result[] => [
    {
      scenario,
      subject: 'bunting',
      metric: 'healthyMs',
      value: median(all.map(({ healthyMs }) => healthyMs)),
      unit: 'ms',
    },
    {
      scenario,
      subject: 'bunting',
      metric: 'restMb',
      value: median(all.map(({ restMb }) => restMb)),
      unit: 'MB',
    },
  ])
}

interface Sample {
  readonly healthyMs: number
  readonly restMb: number
}

async function startOnce(script: string, dataDir: string): Promise<Sample> {
  const port = await freePort()
  const startedAt = performance.now()
  const server = startChild(script, { PORT: String(port), DATA_DIR: dataDir, DATABASE_URL: '' })
  try {
    while (!(await isHealthy(port))) await rest(5)
    const healthyMs = performance.now() - startedAt
    await rest(REST_MS)
    return { healthyMs, restMb: await residentMb(server.process.pid ?? 0) }
  } finally {
    await server.stop()
  }
}

function isHealthy(port: number): Promise<boolean> {
  return fetch(`http://127.0.0.1:${port}/health`).then(
    ({ ok }) => ok,
    () => false,
  )
}

/** Resident set, in millions of bytes, as the operating system counts it. */
async function residentMb(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  return (Number(status.match(/VmRSS:\s+(\d+) kB/)?.[1]) * 1024) / 1e6
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
