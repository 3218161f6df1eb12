import { execFile } from 'node:child_process'
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Verification } from '@bunting/flag-server/audit/chain/verify-chains.ts'
import pg from 'pg'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'

const COMMAND = fileURLToPath(
  new URL('../../services/flag-server/src/audit/audit-command.ts', import.meta.url),
)

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
  await server.admin.createFlag({ key: 'new-checkout', type: 'boolean' })
  await server.admin.configure('new-checkout', { on: true })
  await server.admin.kill('new-checkout', 'orders fail')
})
afterAll(() => server.stop())

function audit(args: readonly string[], env: Record<string, string>) {
  return new Promise<{ code: number; out: string; said: string }>((resolve) => {
    const child = execFile(
      process.execPath,
      [COMMAND, ...args],
      { env: { PATH: process.env.PATH ?? '', ...env } },
      (_, out, said) => resolve({ code: child.exitCode ?? -1, out, said }),
    )
  })
}

it('finds the history of a running server whole, then says which row was edited', async () => {
  const env = { DATABASE_URL: server.databaseUrl }
  const whole = await audit(['verify'], env)
  expect(whole).toMatchObject({ code: 0 })
  expect(whole.out).toContain('entries are as they were written')
  expect(whole.out).toContain('default/production: 2 entries')
  const anchors = (await audit(['verify', '--json'], env)).out
  const folder = await temporaryFolder()
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const file = join(folder, 'anchors.json')
  // npm without --silent writes what it runs before it.
  await writeFile(file, `\n> bunting@0.1.0 audit\n> node …\n\n${anchors}`)
  await server.admin.configure('new-checkout', { on: true })
  expect((await audit(['verify', '--anchors', file], env)).code).toBe(0)
  const other = await audit(['verify', '--anchors', COMMAND], env)
  expect(other).toMatchObject({ code: 2, said: `${COMMAND} is not what --json printed\n` })

  const client = new pg.Client({ connectionString: server.databaseUrl })
  await client.connect()
  await client.query(
    `update audit_entries set comment = 'maintenance' where action = 'flag.killed'`,
  )
  await client.end()
  const edited = await audit(['verify', '--json'], env)
  expect(edited.code).toBe(1)
  const { faults } = JSON.parse(edited.out) as Verification
  expect(faults).toMatchObject([{ kind: 'edited', seq: 2 }])
  expect((await audit(['verify'], env)).out).toMatch(
    /edited in default\/production: entry \d+ \(flag\.killed new-checkout, .*\) was edited/,
  )
})

it('looks at the Postgres that a server has brought along, and starts none beside it', async () => {
  const dataDir = await temporaryFolder()
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }))
  const nothing = await audit(['verify'], { DATA_DIR: dataDir })
  expect(nothing).toMatchObject({ code: 2 })
  expect(nothing.said).toContain('There is no database in')
  const own = await startTestServer({ config: { databaseUrl: undefined, dataDir } })
  try {
    expect(await audit(['verify'], { DATA_DIR: dataDir })).toMatchObject({ code: 0 })
  } finally {
    await own.stop()
  }
  expect(await audit(['verify'], { DATA_DIR: dataDir })).toMatchObject({ code: 0 })
})

it('says how it is used to who asks for something else', async () => {
  const asked = await audit(['prove'], {})
  expect(asked).toMatchObject({ code: 2 })
  expect(asked.said).toContain('npm run audit -- verify')
})
