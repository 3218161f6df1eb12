import pg from 'pg'
import { expect, it, onTestFinished } from 'vitest'
import { connectSdk } from '../support/sdk.ts'
import { copyDatabase, createTestDatabase } from '../support/test-database.ts'
import { startTestServer } from '../support/test-server.ts'
import { waitFor } from '../support/wait-for.ts'

it('follows a database that was restored from an older copy, which starts a new epoch', async () => {
  const original = await createTestDatabase()
  let server = await startTestServer({ databaseUrl: original.url })
  onTestFinished(() => server.stop())
  const port = Number(new URL(server.url).port)
  await server.admin.createFlag({ key: 'new-checkout', type: 'boolean' })
  const { key } = await server.admin.createSdkKey('server')
  await server.stop()
  const backup = await copyDatabase(original.url)

  server = await startTestServer({ databaseUrl: original.url, port })
  const sdk = await connectSdk(server, { key })
  await server.admin.configure('new-checkout', { on: true, comment: 'after the backup' })
  await waitFor(() => sdk.isEnabled('new-checkout'))
  const before = sdk.status()
  await server.stop()

  server = await startTestServer({ databaseUrl: backup.url, port })
  await waitFor(() => sdk.status().connected && !sdk.isEnabled('new-checkout'), {
    what: 'the older ruleset, as a new epoch',
    timeoutMs: 20_000,
  })
  const after = sdk.status()
  expect(after.epoch).not.toBe(before.epoch)
  expect(after.revision).toBeLessThan(before.revision ?? 0)
  expect(await epochsOf(backup.url)).toContain(after.epoch)
})

it('finds out by itself, with only client keys connected, that the database went back while it ran', async () => {
  const original = await createTestDatabase()
  const earlier = await startTestServer({ databaseUrl: original.url })
  await earlier.admin.createFlag({ key: 'new-checkout', type: 'boolean' })
  const { key } = await earlier.admin.createSdkKey('client')
  await earlier.stop()
  const backup = await copyDatabase(original.url)

  const server = await startTestServer({
    databaseUrl: original.url,
    config: { logLevel: 'silent' },
  })
  onTestFinished(() => server.stop())
  const browser = await connectSdk(server, { key })
  await server.admin.configure('new-checkout', { on: true, comment: 'after the backup' })
  await waitFor(() => browser.isEnabled('new-checkout'))
  const before = browser.status()

  await putInPlaceOf(original.url, backup.url)
  await waitFor(() => browser.status().epoch !== before.epoch, {
    what: 'a new epoch',
    timeoutMs: 20_000,
  })
  expect(browser.isEnabled('new-checkout')).toBe(false)
  expect(browser.status().revision).toBeLessThan(before.revision ?? 0)
})

/** Restores a backup under a server that runs: its connections break, and the next find the copy. */
async function putInPlaceOf(original: string, backup: string): Promise<void> {
  const [old, copy] = [original, backup].map((url) => new URL(url).pathname.slice(1))
  const client = new pg.Client({ connectionString: original.replace(/[^/]*$/, 'postgres') })
  await client.connect()
  await client.query(`alter database ${old} allow_connections false`)
  await client.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [
    old,
  ])
  await waitFor(() =>
    client.query(`alter database ${old} rename to ${old}_lost`).then(
      () => true,
      () => false,
    ),
  )
  await client.query(`alter database ${copy} rename to ${old}`)
  await client.end()
}

async function epochsOf(url: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query<{ epoch: string }>('select epoch from environments')
  await client.end()
  return rows.map(({ epoch }) => epoch)
}
