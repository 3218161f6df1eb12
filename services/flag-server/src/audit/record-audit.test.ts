import pg from 'pg'
import { expect, it } from 'vitest'
import { deadlocksOf } from '../../../../test/support/beside.ts'
import { createTestDatabase } from '../../../../test/support/test-database.ts'
import { connect, type Transaction } from '../database/connect.ts'
import { inTransaction } from '../database/in-transaction.ts'
import { SYSTEM } from '../http/actor.ts'
import { createProject } from '../projects/create-project.ts'
import { findProject } from '../projects/find-project.ts'
import { verifyChains } from './chain/verify-chains.ts'
import { recordAudit } from './record-audit.ts'

async function record(tx: Transaction, projectKey: string | null, action: string): Promise<void> {
  const projectId = projectKey && (await findProject(tx, projectKey)).id
  const target = { type: 'test', key: action }
  const rest = { before: null, after: null, comment: undefined }
  await recordAudit(tx, { actor: SYSTEM, action, projectId, target, ...rest })
}

it('holds no chain before the end, so that two who write to the same ones in another order both do', async () => {
  const { url } = await createTestDatabase()
  const { db, close } = connect(url, () => undefined)
  for (const key of ['one', 'two']) await createProject(db, SYSTEM, { key })
  const [first, second] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  await Promise.all([
    inTransaction(db, async (tx) => {
      await record(tx, 'one', 'test.first')
      await record(tx, null, 'test.first')
      first.resolve()
      await second.promise
      await record(tx, 'two', 'test.first')
      await record(tx, 'one', 'test.second')
    }),
    inTransaction(db, async (tx) => {
      await record(tx, 'two', 'test.third')
      second.resolve()
      await first.promise
      await record(tx, null, 'test.third')
      await record(tx, 'one', 'test.third')
    }),
  ])
  await close()
  expect(await deadlocksOf(url)).toBe(0)
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { faults } = await verifyChains(client)
  const { rows } = await client.query(`select string_agg(action, ' ' order by seq) as actions
    from audit_entries where action ~ '^test' and project_id is not null
    group by chain order by count(*)`)
  await client.end()
  expect(faults).toEqual([])
  const inOrder = rows.map(({ actions }) => actions.replaceAll('test.', ''))
  expect(['first third', 'third first']).toContain(inOrder[0])
  // What one transaction tells of a project stays together, and in the order in which it was told.
  expect(['first second third', 'third first second']).toContain(inOrder[1])
})
