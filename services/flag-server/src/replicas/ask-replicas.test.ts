import { afterAll, beforeAll, beforeEach, expect, it, onTestFinished } from 'vitest'
import { createTestDatabase } from '../../../../test/support/test-database.ts'
import { connect, type DatabaseConnection } from '../database/connect.ts'
import { environments, projects, replicaDeliveries, replicas } from '../database/schema.ts'
import { NOBODY, type PreviewCounts } from '../previews/preview-counts.ts'
import type { Notification } from '../revisions/notify.ts'
import { startRevisionListener } from '../stream/revision-listener.ts'
import { createReplicaQuestions, type ReplicaQuestions } from './ask-replicas.ts'

let url: string
let connection: DatabaseConnection
let environmentId: string
beforeAll(async () => {
  url = (await createTestDatabase()).url
  connection = connect(url, () => undefined)
  const { db } = connection
  const [project] = await db.insert(projects).values({ key: 'p', name: 'p' }).returning()
  const [environment] = await db
    .insert(environments)
    .values({ projectId: project?.id ?? '', key: 'e', name: 'e', position: 1 })
    .returning()
  environmentId = environment?.id ?? ''
})
afterAll(() => connection.close())
beforeEach(() => connection.db.delete(replicas))

interface FakeReplica {
  readonly questions: ReplicaQuestions
  readonly asked: string[]
}

const counts = (contexts: number): PreviewCounts => ({
  ...NOBODY,
  asked: 1,
  answered: 1,
  contexts,
})

/** One that serves an SDK, hears what is notified, and answers previews like this. */
async function startReplica(
  id: string,
  answer: () => Promise<PreviewCounts | 'busy' | undefined> = async () => counts(1),
): Promise<FakeReplica> {
  const { db } = connection
  const asked: string[] = []
  await db.insert(replicas).values({ id, address: `${id}:1` })
  await db.insert(replicaDeliveries).values({
    replicaId: id,
    environmentId,
    revision: 1,
    serverSdks: 1,
    clientSdks: 0,
    applied: 1,
    latencies: [],
    laggards: [],
  })
  const questions = createReplicaQuestions(db, id, {
    preview: async (_, { line }) => {
      asked.push(line)
      return answer()
    },
    connections: async () => undefined,
    sdkKeys: async () => undefined,
  })
  const heard: Promise<void>[] = []
  const listener = await startRevisionListener({
    url,
    log: { warn() {}, debug() {} } as never,
    onNotification: (notification: Notification) => {
      heard.push(questions.heard(notification))
    },
    onCheck: async () => undefined,
    expectsEnd: () => false,
  })
  onTestFinished(async () => {
    await Promise.all(heard)
    await listener.stop()
  })
  return { questions, asked }
}

const ask = (replica: FakeReplica, withinMs: number, line = 'line') =>
  replica.questions.ask('preview', environmentId, { line, withinMs }, withinMs)

async function rowsLeft(): Promise<number> {
  const { rows } = await connection.pool.query(
    'select (select count(*) from replica_questions) + (select count(*) from replica_answers) as n',
  )
  return Number(rows[0].n)
}

it('asks the others, not itself, and has their answers as soon as they are all there', async () => {
  const a = await startReplica('a')
  const b = await startReplica('b', async () => counts(20))
  await startReplica('c', async () => counts(300))
  const start = performance.now()
  const { answers, silent } = await ask(a, 10_000)
  expect(performance.now() - start).toBeLessThan(5_000)
  expect(answers.map((one) => one !== 'busy' && one.contexts).sort()).toEqual([20, 300])
  expect([silent, a.asked, b.asked]).toEqual([[], [], ['line']])
  expect(await rowsLeft()).toBe(0)
})

it('takes a question of any length, as a notification could not', async () => {
  const a = await startReplica('a')
  const b = await startReplica('b')
  const line = 'é'.repeat(100_000)
  await ask(a, 10_000, line)
  expect(b.asked).toEqual([line])
})

it('goes without those who are too late, and keeps nothing of what they say then', async () => {
  const a = await startReplica('a')
  const { promise, resolve } = Promise.withResolvers<PreviewCounts>()
  const late = await startReplica('late', () => promise)
  // Time enough to hear it.
  const { answers, silent } = await ask(a, 1_000)
  expect(answers).toEqual([])
  expect(silent).toMatchObject([{ id: 'late', address: 'late:1', serverSdks: 1 }])
  expect(late.asked).toHaveLength(1)
  resolve(counts(1))
  // The next one is answered after it.
  expect((await ask(a, 10_000)).answers).toEqual([counts(1)])
  expect(await rowsLeft()).toBe(0)
})

it('answers several questions at once, each its own', async () => {
  const a = await startReplica('a')
  const b = await startReplica('b')
  const lines = Array.from({ length: 8 }, (_, index) => `line-${index}`)
  const all = await Promise.all(lines.map((line) => ask(a, 10_000, line)))
  expect(all.every(({ answers }) => answers.length === 1)).toBe(true)
  expect([...b.asked].sort()).toEqual(lines)
})

it('leaves out replicas that have not shown a sign of life', async () => {
  const a = await startReplica('a')
  await startReplica('gone')
  await connection.pool.query(
    `update replicas set seen_at = now() - interval '20 seconds' where id = 'gone'`,
  )
  expect(await ask(a, 10_000)).toEqual({ answers: [], silent: [] })
})

it('leaves no question of a replica that died while it asked', async () => {
  await startReplica('a')
  // What is left when the process ends between question and answer.
  await connection.pool.query(
    `insert into replica_questions (id, asked_by, environment_id, kind, asked)
     values (gen_random_uuid(), 'a', $1, 'preview', '{}')`,
    [environmentId],
  )
  expect(await rowsLeft()).toBe(1)
  // The others count it out after a minute.
  await connection.pool.query(`delete from replicas where id = 'a'`)
  expect(await rowsLeft()).toBe(0)
})
