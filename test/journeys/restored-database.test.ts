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

async function epochsOf(url: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query<{ epoch: string }>('select epoch from environments')
  await client.end()
  return rows.map(({ epoch }) => epoch)
}
