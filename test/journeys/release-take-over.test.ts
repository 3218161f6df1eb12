import type { EvidenceRecord } from '@bunting/flag-server/releases/evidence-record.ts'
import type { EvidenceView, ReleaseDetail } from '@bunting/flag-server/releases/release-schemas.ts'
import { expect, it } from 'vitest'
import { PRODUCTION } from '../support/admin-api.ts'
import { startReplica } from '../support/start-replica.ts'
import { createTestDatabase } from '../support/test-database.ts'
import { waitFor } from '../support/wait-for.ts'

const BAKE_MS = 300
const STAGES = Array.from({ length: 9 }, (_, at) => ({ share: 1_000 * (at + 1), bakeMs: BAKE_MS }))

it('goes on with a release whose replica was stopped, woke up, and was killed; one stage at a time', {
  timeout: 90_000,
}, async () => {
  const { url } = await createTestDatabase()
  const { admin } = await startReplica(url)
  const { child: unlucky } = await startReplica(url)
  await admin.createFlag({ key: 'new-checkout', type: 'boolean' })
  const { body: release } = await admin.request<ReleaseDetail>(
    'POST',
    `${PRODUCTION}/flags/new-checkout/releases`,
    { strategy: 'custom', stages: STAGES, guards: [], start: true },
  )
  const path = `${PRODUCTION}/releases/${release.id}`
  const find = async () => (await admin.request<ReleaseDetail>('GET', path)).body
  /** The other goes on within seconds, whatever this one was just doing. */
  const reach = (stage: number) =>
    waitFor(async () => (await find()).stage >= stage, { timeoutMs: 15_000 })

  await reach(1)
  unlucky.kill('SIGSTOP')
  await reach(4)
  unlucky.kill('SIGCONT')
  await reach(6)
  unlucky.kill('SIGKILL')
  await waitFor(async () => (await find()).state === 'completed', { timeoutMs: 20_000 })

  const { body: evidence } = await admin.request<EvidenceView>(
    'GET',
    `${path}/evidence?records=true&movedOnly=true`,
  )
  const moves = (evidence.records ?? []) as EvidenceRecord[]
  const to = moves.map(({ decision }) => (decision.do === 'advance' ? decision.to : decision.do))
  expect(to).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 'completed'])
  for (const { now, release: before } of moves) {
    expect(now - before.stageSince).toBeGreaterThanOrEqual(BAKE_MS)
  }
})
