import { readFile } from 'node:fs/promises'
import { encodeLine } from '@bunting/evaluator'
import pg from 'pg'
import { pino } from 'pino'
import { expect, it, onTestFinished } from 'vitest'
import { createTestDatabase } from '../../../../test/support/test-database.ts'
import { waitFor } from '../../../../test/support/wait-for.ts'
import { connect } from '../database/connect.ts'
import { environments } from '../database/schema.ts'
import { KILL } from '../policies/consent.ts'
import { createFirstProject } from '../projects/create-project.ts'
import { changesSince } from '../revisions/changes-since.ts'
import { commitRevision } from '../revisions/commit-revision.ts'
import type { Notification } from '../revisions/notify.ts'
import { openEnvironmentFeed } from './environment-feed.ts'
import { CHECK_EVERY_MS, startRevisionListener } from './revision-listener.ts'

const AN_HOUR_MS = 3_600_000

let written = 0
const segment = () =>
  encodeLine({ key: 'a', included: [`user-${++written}`], excluded: [], conditions: [] })

interface Hearing {
  readonly checkEveryMs: number
  /** Whether a notification is passed on; one that is not was lost on its way. */
  readonly hears: (notification: Notification) => boolean
}

/** A feed that hears of revisions as a server's does, one subscriber, and who makes revisions. */
async function follow({ checkEveryMs, hears }: Hearing) {
  const database = await createTestDatabase()
  const { db, close } = connect(database.url, () => undefined)
  await createFirstProject(db)
  const [environment] = await db.select({ id: environments.id }).from(environments)
  if (!environment) throw new Error('the first project has no environment')
  const feed = await openEnvironmentFeed({
    environmentId: environment.id,
    changesSince: (revision) => changesSince(db, environment.id, revision),
    onRevision: () => undefined,
    onOtherHistory: async () => undefined,
    breathe: async () => undefined,
    now: () => 0,
    sureMs: 1,
  })
  const offered: number[] = []
  feed.join({
    audience: 'server',
    offer: (_delta, { revision }) => offered.push(revision),
    restart: () => undefined,
  })
  const passOn = (notification: Notification) => {
    if (hears(notification)) void feed.pull()
  }
  const listener = await startRevisionListener({
    url: database.url,
    log: pino({ level: 'silent' }),
    onNotification: passOn,
    onCheck: feed.pull,
    expectsEnd: () => false,
    checkEveryMs,
  })
  const control = new pg.Client({ connectionString: database.url.replace(/[^/]*$/, 'postgres') })
  await control.connect()
  onTestFinished(async () => {
    await control.end()
    await listener.stop()
    await close()
    await database.drop()
  })
  const name = new URL(database.url).pathname.slice(1)
  return {
    listener,
    offered,
    commit: () =>
      db.transaction((tx) => {
        const change = { kind: 'segment', key: 'a', line: segment(), clientSide: false } as const
        return commitRevision(tx, environment.id, [change], KILL)
      }),
    /** Connections that are there stay; no others are made. */
    allowConnections: (allowed: boolean) =>
      control.query(`alter database ${name} allow_connections ${allowed}`),
    terminate: () =>
      control.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = $1 and application_name = 'bunting listener'`,
        [name],
      ),
  }
}

it('is heard of within the bound when no notification ever comes, time and again', async () => {
  let lost = 0
  const swallow = ({ type }: Notification) => {
    if (type === 'revision') lost += 1
    return false
  }
  const checkEveryMs = CHECK_EVERY_MS / 20
  const { commit, offered } = await follow({ checkEveryMs, hears: swallow })
  for (let round = 1; round <= 3; round += 1) {
    const revision = await commit()
    const committedAt = performance.now()
    await waitFor(() => offered.includes(revision), { timeoutMs: CHECK_EVERY_MS })
    expect(performance.now() - committedAt).toBeLessThan(CHECK_EVERY_MS)
    expect(offered).toHaveLength(round)
    await waitFor(() => lost === round, { what: 'the notification, which nobody heard' })
  }
})

it('finds what was committed while Postgres had cut the listener off, as soon as it is back', async () => {
  const heard: Notification[] = []
  const { commit, offered, listener, allowConnections, terminate } = await follow({
    // Only the look at each connect can find it.
    checkEveryMs: AN_HOUR_MS,
    hears: (notification) => heard.push(notification) > 0,
  })
  await allowConnections(false)
  await terminate()
  await waitFor(() => !listener.listening(), { what: 'the listener to know that it is cut off' })
  const missed = await commit()
  expect({ heard, offered }).toEqual({ heard: [], offered: [] })

  await allowConnections(true)
  const backAt = performance.now()
  await waitFor(() => offered.includes(missed), { timeoutMs: CHECK_EVERY_MS })
  expect(performance.now() - backAt).toBeLessThan(CHECK_EVERY_MS)
  expect(heard).toEqual([])

  const next = await commit()
  await waitFor(() => offered.includes(next), { what: 'a revision that is heard of again' })
  expect(heard).toMatchObject([{ type: 'revision', revision: next }])
})

it('looks as often as docs/consistency.md promises', async () => {
  const page = new URL('../../../../docs/consistency.md', import.meta.url)
  expect(await readFile(page, 'utf8')).toContain(
    'a notification that never came costs five seconds at most',
  )
  expect(CHECK_EVERY_MS).toBe(5_000)
})
