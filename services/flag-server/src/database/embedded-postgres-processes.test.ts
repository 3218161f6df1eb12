import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chown, cp, mkdir, readlink, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { queryValue } from '../../../../test/support/query-value.ts'
import { temporaryFolder } from '../../../../test/support/temporary-folder.ts'
import { waitFor } from '../../../../test/support/wait-for.ts'
import { type Account, canReach } from './embedded-postgres/account.ts'
import { findPostmaster } from './embedded-postgres/postmaster.ts'

const SERVER = fileURLToPath(
  new URL('../../../../test/support/embedded-postgres-process.ts', import.meta.url),
)
const exec = promisify(execFile)
const USERS = await normalUsers()

let home: string
let servers: ChildProcess[]

beforeEach(async () => {
  home = await temporaryFolder()
  servers = []
})

afterEach(async () => {
  for (const server of servers) await end(server, 'SIGTERM')
  await rm(home, { recursive: true, force: true })
})

async function end(server: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return
  server.kill(signal)
  await once(server, 'exit')
}

/** Resolves with the process and what it printed: its URL, or why it did not start. */
async function startServer(dataDir: string, account?: Account) {
  const server = spawn(process.execPath, [SERVER, dataDir], {
    ...account,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  servers.push(server)
  const [printed] = await once(server.stdout, 'data')
  return { server, said: String(printed).trim() }
}

describe('a server that is killed with SIGKILL', () => {
  it('takes its Postgres along', async () => {
    const { server } = await startServer(home)
    const data = dataOf(home)
    await end(server, 'SIGKILL')
    await waitFor(async () => (await findPostmaster(data)) === undefined, { timeoutMs: 15_000 })
  })

  it('can be started again at once, with its data', async () => {
    const { server, said: url } = await startServer(home)
    await queryValue(url, 'create table kept as select 42 as answer')
    await end(server, 'SIGKILL')
    expect(await queryValue((await startServer(home)).said, 'select answer from kept')).toBe(42)
  })

  it('leaves an orphan if all around it is killed; the next start stops that one', async () => {
    const { server, said: url } = await startServer(home)
    await queryValue(url, 'create table kept as select 42 as answer')
    const data = dataOf(home)
    const orphan = await findPostmaster(data)
    for (const pid of await childrenOf(server)) if (pid !== orphan) process.kill(pid, 'SIGKILL')
    await end(server, 'SIGKILL')
    expect(await findPostmaster(data)).toBe(orphan)

    expect(await queryValue((await startServer(home)).said, 'select answer from kept')).toBe(42)
    expect(await findPostmaster(data)).not.toBe(orphan)
  })

  it('leaves nothing in the way when it dies during its very first start', async () => {
    const server = spawn(process.execPath, [SERVER, home], { stdio: 'ignore' })
    servers.push(server)
    await waitFor(async () => (await exec('ls', [home])).stdout.includes('postgres.new-'))
    await end(server, 'SIGKILL')
    expect(await queryValue((await startServer(home)).said, 'select 1')).toBe(1)
    expect((await exec('ls', [home])).stdout).not.toContain('.new-')
  })
})

it('refuses a folder that another process uses, and names that process', async () => {
  const { server } = await startServer(home)
  const { said } = await startServer(home)
  expect(said).toContain(`another server (process ${server.pid}) has ${join(home, 'server.lock')}`)
})

it('hands none of the secrets in its environment to Postgres', async () => {
  process.env.BUNTING_TEST_SECRET = 'do not hand on'
  const { said } = await startServer(home)
  delete process.env.BUNTING_TEST_SECRET
  const postmaster = await findPostmaster(dataOf(home))
  const environment = await queryValue(
    said,
    `select pg_read_binary_file('/proc/${postmaster}/environ')`,
  )
  expect(String(environment)).toContain('LC_ALL=C')
  expect(String(environment)).not.toContain('do not hand on')
})

it('says what to do when it may not write to its folder', async () => {
  const closed = join(home, 'closed')
  await mkdir(closed, { mode: 0o500 })
  const { said } = await startServer(join(closed, '.bunting'), USERS[0])
  expect(said).toMatch(/^cannot use DATA_DIR .*: EACCES: permission denied.* set DATA_DIR to/)
})

describe('started by root', () => {
  for (const user of USERS) {
    it('goes on with what a normal user began, as that user', async () => {
      const own = join(home, 'own')
      await mkdir(own)
      await chown(own, user.uid, user.gid)
      const { server, said } = await startServer(own, user)
      await queryValue(said, 'create table kept as select 42 as answer')
      await end(server, 'SIGTERM')
      expect(await queryValue((await startServer(own)).said, 'select answer from kept')).toBe(42)
      expect((await stat(join(own, 'postgres'))).uid).toBe(user.uid)
    })

    it('keeps its data elsewhere when its folder is closed to others', async () => {
      const closed = join(home, 'closed')
      await mkdir(closed, { mode: 0o700 })
      const dataDir = join(closed, '.bunting')
      const { said, server } = await startServer(dataDir)
      const elsewhere = await readlink(join(dataDir, 'postgres'))
      try {
        await queryValue(said, 'create table kept as select 42 as answer')
        await end(server, 'SIGTERM')
        expect(await queryValue((await startServer(dataDir)).said, 'select answer from kept')).toBe(
          42,
        )

        await cp(dataDir, join(home, 'copy'), { recursive: true, verbatimSymlinks: true })
        const copied = await startServer(join(home, 'copy'))
        expect(copied.said).toContain(`has ${elsewhere}.lock. Stop that one`)
      } finally {
        for (const running of servers) await end(running, 'SIGTERM')
        for (const left of ['', '.lock', '.lock.holder']) {
          await rm(`${elsewhere}${left}`, { recursive: true, force: true })
        }
      }
    })
  }
})

function dataOf(dataDir: string): string {
  return join(dataDir, 'postgres', 'data')
}

/** Others whom we can become and who can read this checkout: none, unless we are root. */
async function normalUsers(): Promise<Account[]> {
  if (process.geteuid?.() !== 0) return []
  const [uid, gid] = await Promise.all([exec('id', ['-u', 'nobody']), exec('id', ['-g', 'nobody'])])
  const nobody = { uid: Number(uid.stdout), gid: Number(gid.stdout) }
  return (await canReach(nobody, dirname(SERVER))) ? [nobody] : []
}

/** Postgres and the shell that watches over it. */
async function childrenOf({ pid }: ChildProcess): Promise<number[]> {
  const { stdout } = await exec('ps', ['-A', '-o', 'pid=,ppid='])
  const processes = stdout.split('\n').map((line) => line.trim().split(/\s+/).map(Number))
  return processes.flatMap(([child, parent]) => (child && parent === pid ? [child] : []))
}
