import { encodeLine, type Flag } from '@bunting/evaluator'
import { eq } from 'drizzle-orm'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { applyByTheBook, headerOf } from '../../../../test/support/client-by-the-book.ts'
import { createTestDatabase } from '../../../../test/support/test-database.ts'
import { connect, type DatabaseConnection } from '../database/connect.ts'
import { changes, environments, projects } from '../database/schema.ts'
import { type EnvironmentFeed, openEnvironmentFeed } from '../stream/environment-feed.ts'
import { changesSince } from './changes-since.ts'
import type { Change } from './commit-revision.ts'
import { recentHistory } from './recent-history.ts'

let connection: DatabaseConnection
let projectId: string
beforeAll(async () => {
  connection = connect((await createTestDatabase()).url, () => undefined)
  const [project] = await connection.db
    .insert(projects)
    .values({ key: 'history', name: 'History' })
    .returning()
  projectId = project?.id ?? ''
})
afterAll(() => connection.close())

let environmentsMade = 0
async function newEnvironment(): Promise<string> {
  environmentsMade += 1
  const key = `environment-${environmentsMade}`
  const [made] = await connection.db
    .insert(environments)
    .values({ projectId, key, name: key, position: 1 })
    .returning()
  return made?.id ?? ''
}

/** Another process: it has seen nothing happen. */
function open(environmentId: string): Promise<EnvironmentFeed> {
  const { db } = connection
  return openEnvironmentFeed({
    environmentId,
    changesSince: (revision) => changesSince(db, environmentId, revision),
    recentHistory: (revision) => recentHistory(db, environmentId, revision),
    onRevision: () => undefined,
    onOtherHistory: async () => undefined,
    breathe: async () => undefined,
    now: () => 0,
    sureMs: 1,
  })
}

async function commit(environmentId: string, revision: number, changed: Change[]): Promise<void> {
  const { db } = connection
  const rows = changed.map((change) => ({ environmentId, revision, ...change }))
  if (rows.length > 0) await db.insert(changes).values(rows)
  await db.update(environments).set({ revision }).where(eq(environments.id, environmentId))
}

function flag(key: string, salt: string, isGone = false, clientSide = true): Change {
  const line = encodeLine({
    key,
    type: 'boolean',
    variants: { on: true, off: false },
    on: true,
    offVariant: 'off',
    prerequisites: [],
    targets: [],
    rules: [],
    fallthrough: { variant: 'on' },
    salt,
  } satisfies Flag)
  return { kind: 'flag', key, line: isGone ? null : line, clientSide }
}

/** That a delta is shorter than a snapshot. */
const MANY = Array.from({ length: 20 }, (_, index) => flag(`flag-${index}`, '0'))

const step = fc.record({
  key: fc.constantFrom('a', 'b', 'c', 'flag-1', 'flag-2'),
  isGone: fc.boolean(),
  clientSide: fc.boolean(),
})

it('lets a process that has just started resume whoever holds a revision of before', async () => {
  let deltas = 0
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.uniqueArray(step, { maxLength: 3, selector: ({ key }) => key }), {
        minLength: 1,
        maxLength: 8,
      }),
      async (revisions) => {
        const environmentId = await newEnvironment()
        await commit(environmentId, 1, MANY)
        const before = await open(environmentId)
        const left = []
        for (const [index, steps] of revisions.entries()) {
          for (const audience of ['server', 'client'] as const) {
            left.push({ audience, client: applyByTheBook(undefined, before.snapshot(audience)) })
          }
          const changed = steps.map(({ key, isGone, clientSide }) =>
            flag(key, `${index}`, isGone, clientSide),
          )
          await commit(environmentId, index + 2, changed)
          await before.pull()
        }
        const after = await open(environmentId)
        for (const { audience, client } of left) {
          expect(after.checksum(audience)).toBe(before.checksum(audience))
          const message = after.resume(audience, client)
          const now = message && applyByTheBook(client, message)
          expect(now?.revision).toBe(revisions.length + 1)
          expect(now?.checksum).toBe(before.checksum(audience))
          if (message && headerOf(message).type === 'delta') deltas += 1
        }
      },
    ),
    { numRuns: 25 },
  )
  expect(deltas).toBeGreaterThan(100)
})

it('goes back a thousand revisions, and no further than eight megabytes of lines', async () => {
  const { db } = connection
  const environmentId = await newEnvironment()
  const rows = Array.from({ length: 1_200 }, (_, index) => ({
    environmentId,
    revision: index + 1,
    ...flag('flag', `${index}`),
  }))
  await db.insert(changes).values(rows)
  const all = await recentHistory(db, environmentId, 1_200)
  expect(all.revisions).toHaveLength(1_000)
  expect(all.revisions[0]?.revision).toBe(201)
  expect(all.before).toEqual([flag('flag', '199')])

  const long = flag('flag', 'x'.repeat(3 * 1024 * 1024))
  await db
    .insert(changes)
    .values([1_201, 1_202, 1_203].map((revision) => ({ environmentId, revision, ...long })))
  const few = await recentHistory(db, environmentId, 1_203)
  expect(few.revisions.map(({ revision }) => revision)).toEqual([1_202, 1_203])
  expect(few.before).toEqual([long])
})
