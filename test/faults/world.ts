import { randomBytes } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type LoadBalancer, startLoadBalancer } from './network/load-balancer.ts'
import { type Pages, startPages } from './page/pages.ts'
import { type ClientProcesses, startClientProcesses } from './processes/client-processes.ts'
import { type Postgres, startPostgresToStop } from './processes/postgres.ts'
import { createReplica, type Replica } from './processes/replica.ts'

/** All that runs, and goes on running from one schedule to the next where no fault ends it. */
export interface World {
  readonly postgres: Postgres
  readonly replicas: readonly Replica[]
  readonly balancer: LoadBalancer
  readonly clients: ClientProcesses
  readonly adminToken: string
  readonly cacheDir: string
  /** Starts the browser when it is first asked for. */
  pages(): Promise<Pages>
  /** The last of what servers and clients printed. */
  printed(): Promise<string>
  /** Ends everything. Resolves with what did not end as it must. */
  end(): Promise<string[]>
}

const REPLICAS = 2
const CLIENT_PROCESSES = 5
const PRINTED = 4_000

export async function startWorld(): Promise<World> {
  const postgres = await startPostgresToStop()
  try {
    return await startAround(postgres)
  } catch (error) {
    await postgres.remove()
    throw error
  }
}

async function startAround(postgres: Postgres): Promise<World> {
  const { url: databaseUrl, home } = postgres
  const adminToken = randomBytes(24).toString('hex')
  const logs = ['server-0', 'server-1', 'clients'].map((name) => join(home, `${name}.log`))
  const [, , clientLog = ''] = logs
  const replicas = Array.from({ length: REPLICAS }, (_, n) =>
    createReplica({ databaseUrl, adminToken }, logs[n] ?? ''),
  )
  await Promise.all(replicas.map((replica) => replica.start()))
  const balancer = await startLoadBalancer(() => replicas.map((replica) => replica.port()))
  const clients = startClientProcesses(CLIENT_PROCESSES, clientLog)
  let pages: Promise<Pages> | undefined

  return {
    ...{ postgres, replicas, balancer, clients, adminToken },
    cacheDir: join(home, 'cache'),
    pages() {
      pages ??= startPages()
      return pages
    },
    async printed() {
      const texts = await Promise.all(logs.map((log) => readFile(log, 'utf8').catch(() => '')))
      return texts.map((text, n) => `--- ${logs[n]}\n${text.slice(-PRINTED)}`).join('\n')
    },
    async end() {
      const problems: string[] = []
      await (await pages)?.end()
      const stuck = await clients.end()
      if (stuck > 0) problems.push(`${stuck} client processes did not end by themselves`)
      const ended = await Promise.all(replicas.map((replica) => replica.terminate()))
      if (ended.includes(false)) problems.push('a server did not end when it was told to')
      await balancer.close()
      await postgres.remove()
      for (const command of await processesOf(home)) problems.push(`left behind: ${command}`)
      return problems
    },
  }
}

/** Processes that have something to do with this folder: Postgres, and who was told of it. */
async function processesOf(home: string): Promise<string[]> {
  const pids = await readdir('/proc').catch(() => [])
  const commands = await Promise.all(
    pids.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')),
  )
  return commands.filter((command) => command.includes(home))
}
