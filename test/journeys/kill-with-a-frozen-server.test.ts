import { createFeatureFlags } from '@bunting/node'
import { expect, it, onTestFinished } from 'vitest'
import { startReplica } from '../support/start-replica.ts'
import { createTestDatabase } from '../support/test-database.ts'
import { waitFor } from '../support/wait-for.ts'

it('confirms no kill while the SDKs of another server, which says nothing, may not have it', async () => {
  const { url: databaseUrl } = await createTestDatabase()
  const [first, second] = [await startReplica(databaseUrl), await startReplica(databaseUrl)]
  const { admin } = first
  await admin.createFlag({ key: 'new-checkout', type: 'boolean' })
  const { key } = await admin.createSdkKey('server')
  const [here, there] = [first, second].map(({ url }) => {
    const featureFlags = createFeatureFlags({ url, key })
    onTestFinished(() => featureFlags.close())
    return featureFlags
  })
  const on = await admin.configure('new-checkout', { on: true })
  const reaches = (revision: number, delivery: object) =>
    waitFor(
      async () => {
        expect(await admin.delivery(revision)).toMatchObject(delivery)
        return true
      },
      { what: JSON.stringify(delivery) },
    )
  await reaches(on.revision, { connected: 2, applied: 2, silent: [] })

  second.child.kill('SIGSTOP')
  const killed = await admin.configure('new-checkout', { on: false })
  await waitFor(() => here?.isEnabled('new-checkout') === false, { what: 'the kill, here' })
  const silent = [expect.stringMatching(`:${second.child.pid}$`)]
  await reaches(killed.revision, { connected: 2, applied: 1, silent })
  expect(there?.isEnabled('new-checkout')).toBe(true)

  second.child.kill('SIGCONT')
  await reaches(killed.revision, { connected: 2, applied: 2, silent: [] })
  expect(there?.isEnabled('new-checkout')).toBe(false)
})
