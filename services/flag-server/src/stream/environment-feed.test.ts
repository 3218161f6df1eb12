import { encodeLine, type Flag } from '@bunting/evaluator'
import { decodeFrame } from '@bunting/protocol/wire'
import { beforeEach, expect, it } from 'vitest'
import type { Changes } from '../revisions/changes-since.ts'
import type { Change } from '../revisions/commit-revision.ts'
import { type EnvironmentFeed, openEnvironmentFeed } from './environment-feed.ts'

/** A database in miniature: what each revision changed. */
let history: Change[][]
/** When each of those was committed: no two at the same moment. */
const commits = {
  at: new WeakMap<Change[], number>(),
  last: 0,
  get(changes: Change[] | undefined): number | undefined {
    if (!changes) return undefined
    const at = this.at.get(changes) ?? ++this.last
    this.at.set(changes, at)
    return at
  },
}
let epoch: string
let asked: number
let told: { header: Record<string, unknown>; lines: readonly string[] }[]
let restarts: number
let feed: EnvironmentFeed

const change = (key: string, line: string | null): Change => ({
  kind: 'flag',
  key,
  line,
  clientSide: true,
})
const line = (key: string, salt: string) => encodeLine({ ...flag, key, salt })
const flag: Flag = {
  key: '',
  type: 'boolean',
  variants: { on: true, off: false },
  on: true,
  offVariant: 'off',
  prerequisites: [],
  targets: [],
  rules: [],
  fallthrough: { variant: 'on' },
  salt: '',
}

async function changesSince(revision: number): Promise<Changes> {
  asked += 1
  const newest = new Map(
    history
      .slice(revision)
      .flat()
      .map((one) => [one.key, one]),
  )
  const commitOf = (one: number) => commits.get(history[one - 1]) ?? null
  return {
    epoch,
    revision: history.length,
    committedAt: commitOf(history.length),
    sinceAt: commitOf(revision),
    changed: [...newest.values()],
  }
}

beforeEach(async () => {
  history = [[change('a', line('a', '1'))]]
  epoch = 'first'
  asked = 0
  told = []
  restarts = 0
  feed = await openEnvironmentFeed({
    environmentId: 'production',
    changesSince,
    onRevision: () => undefined,
    onOtherHistory: async () => undefined,
    breathe: async () => undefined,
    now: () => 0,
    sureMs: 1,
  })
  feed.join({
    audience: 'server',
    offer: (delta) => told.push(decodeFrame(delta.text.toString()) as (typeof told)[number]),
    restart: () => {
      restarts += 1
    },
  })
})

it('confirms nothing while the database does not answer, until it does again', async () => {
  let now = 0
  let isAway = false
  const followed = await openEnvironmentFeed({
    environmentId: 'production',
    changesSince: async (revision) => {
      if (isAway) throw new Error('the database is away')
      return changesSince(revision)
    },
    onRevision: () => undefined,
    onOtherHistory: async () => undefined,
    breathe: async () => undefined,
    now: () => now,
    sureMs: 12_000,
  })
  const said = (what: 'current' | 'heartbeat') => JSON.parse(`${followed.say(what).text}`)
  const { epoch, revision } = followed.head()
  isAway = true
  now = 12_000
  await expect(followed.pull()).rejects.toThrow('away')
  expect(said('heartbeat')).toEqual({ type: 'heartbeat', epoch, revision })
  now = 12_001
  expect([followed.isSure(), said('current'), said('heartbeat')]).toEqual([
    false,
    { type: 'heartbeat' },
    { type: 'heartbeat' },
  ])
  isAway = false
  await followed.pull()
  expect([followed.isSure(), said('current')]).toEqual([true, { type: 'current', epoch, revision }])
})

it('passes a revision on as a delta from the one before', async () => {
  history.push([change('b', line('b', '1'))])
  await feed.pull()
  expect(told).toMatchObject([
    { header: { type: 'delta', from: 1, to: 2, flags: 1 }, lines: [line('b', '1')] },
  ])
})

it('makes one delta of several revisions it had missed', async () => {
  history.push([change('a', line('a', '2'))], [change('b', line('b', '1'))], [change('b', null)])
  await feed.pull()
  expect(told).toMatchObject([{ header: { from: 1, to: 4 }, lines: [line('a', '2')] }])
})

it('tells of a revision that changed nothing for this audience, so that everybody keeps up', async () => {
  history.push([{ ...change('hidden', line('hidden', '1')), clientSide: false }])
  const client: unknown[] = []
  feed.join({
    audience: 'client',
    offer: (delta) => client.push(decodeFrame(delta.text.toString())),
    restart: () => undefined,
  })
  await feed.pull()
  expect(client).toMatchObject([{ header: { from: 1, to: 2, flags: 0 }, lines: [] }])
})

it('says nothing when nothing is new, and reads once for many hints', async () => {
  await feed.pull()
  expect(told).toEqual([])
  asked = 0
  history.push([change('b', line('b', '1'))])
  await Promise.all(Array.from({ length: 50 }, () => feed.pull()))
  expect(told).toHaveLength(1)
  expect(asked).toBeLessThanOrEqual(2)
})

it('has a snapshot whose checksum a chain of deltas arrives at', async () => {
  for (let revision = 2; revision < 30; revision += 1) {
    history.push([
      change(
        `k${revision % 5}`,
        revision % 7 === 0 ? null : line(`k${revision % 5}`, String(revision)),
      ),
    ])
    await feed.pull()
  }
  const { header, lines } = decodeFrame(
    feed.snapshot('server').text.toString(),
  ) as (typeof told)[number]
  expect(told.at(-1)?.header.checksum).toBe(header.checksum)
  const fresh = await openEnvironmentFeed({
    environmentId: 'production',
    changesSince,
    onRevision: () => undefined,
    onOtherHistory: async () => undefined,
    breathe: async () => undefined,
    now: () => 0,
    sureMs: 1,
  })
  const again = decodeFrame(fresh.snapshot('server').text.toString()) as (typeof told)[number]
  expect([...again.lines].sort()).toEqual([...lines].sort())
  expect(again.header).toEqual(header)
})

it('starts everybody over when the epoch is another', async () => {
  history = [[change('z', line('z', '1'))]]
  epoch = 'second'
  await feed.pull()
  expect({ restarts, told }).toEqual({ restarts: 1, told: [] })
  expect(feed.snapshot('server').text.toString()).toContain('"epoch":"second"')
  expect(feed.snapshot('server').text.toString()).not.toContain('"key":"a"')
})

it('is as it was when reading failed, and goes on the next time', async () => {
  const before = feed.head()
  const broken = await openEnvironmentFeed({
    environmentId: 'production',
    changesSince: async (revision) => {
      if (history.length > 1 && asked++ < 100) throw new Error('database away')
      return changesSince(revision)
    },
    onRevision: () => undefined,
    onOtherHistory: async () => undefined,
    breathe: async () => undefined,
    now: () => 0,
    sureMs: 1,
  })
  history.push([change('b', line('b', '1'))])
  await expect(broken.pull()).rejects.toThrow('database away')
  expect(broken.head()).toEqual(before)
  asked = 100
  await broken.pull()
  expect(broken.head().revision).toBe(2)
})

it('gives the epoch of a database that went back a new name, and starts everybody over', async () => {
  history.push([change('b', line('b', '1'))])
  const older: unknown[] = []
  const followed = await openEnvironmentFeed({
    environmentId: 'production',
    changesSince,
    onRevision: () => undefined,
    onOtherHistory: async (seen) => {
      older.push(seen)
      epoch = 'second'
    },
    breathe: async () => undefined,
    now: () => 0,
    sureMs: 1,
  })
  let told = 0
  followed.join({
    audience: 'client',
    offer: () => undefined,
    restart: () => {
      told += 1
    },
  })
  history.pop()
  await followed.pull()
  expect(older).toEqual(['first'])
  expect(followed.head()).toEqual({ epoch: 'second', revision: 1 })
  expect(told).toBe(1)
})

it.each([2, 4])(
  'finds out that a database went back when revision %d was made since',
  async (newest) => {
    history.push([change('b', line('b', 'lost'))])
    const older: unknown[] = []
    const followed = await openEnvironmentFeed({
      environmentId: 'production',
      changesSince,
      onRevision: () => undefined,
      onOtherHistory: async (seen) => {
        older.push(seen)
        epoch = 'second'
      },
      breathe: async () => undefined,
      now: () => 0,
      sureMs: 1,
    })
    history.pop()
    while (history.length < newest) history.push([change('c', line('c', String(history.length)))])
    await followed.pull()
    expect(older).toEqual(['first'])
    expect(followed.head()).toEqual({ epoch: 'second', revision: newest })
    expect(followed.snapshot('server').text.toString()).not.toContain('lost')
  },
)
