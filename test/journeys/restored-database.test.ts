import pg from 'pg'
import { expect, it, onTestFinished } from 'vitest'
import { createOlderDatabase } from '../support/older-database.ts'
import { putInPlaceOf } from '../support/put-in-place-of.ts'
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

it('is not ready with a backup of an older version put under it, and is when started anew', async () => {
  const original = await createTestDatabase()
  const server = await startTestServer({
    databaseUrl: original.url,
    config: { logLevel: 'silent' },
  })
  onTestFinished(() => server.stop())
  const readiness = async (url: string) => {
    const response = await fetch(`${url}/health/ready`)
    return { code: response.status, ...(await response.json()) }
  }
  expect(await readiness(server.url)).toMatchObject({ code: 200, status: 'ready' })

  await putInPlaceOf(original.url, (await createOlderDatabase(1)).url)
  const why = await waitFor(async () => {
    const { checks, why } = await readiness(server.url)
    return checks.listener && why?.[0]
  })
  expect(why).toMatch(/^the database is older than this server: .* is needed/)

  const successor = await startTestServer({ databaseUrl: original.url })
  onTestFinished(() => successor.stop())
  expect(await readiness(successor.url)).toMatchObject({ code: 200 })
  expect(await readiness(server.url)).toMatchObject({ code: 200 })
})

async function epochsOf(url: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query<{ epoch: string }>('select epoch from environments')
  await client.end()
  return rows.map(({ epoch }) => epoch)
}
