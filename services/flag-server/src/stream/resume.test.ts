import { encodeLine, type Flag, type Segment } from '@bunting/evaluator'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  applyByTheBook as apply,
  type ClientByTheBook as Client,
  headerOf,
} from '../../../../test/support/client-by-the-book.ts'
import type { Change } from '../revisions/commit-revision.ts'
import type { EncodedMessage } from './encoded-message.ts'
import { type Audience, type EnvironmentFeed, openEnvironmentFeed } from './environment-feed.ts'

function change(key: string, salt: number, more: Partial<Flag> = {}, clientSide = true): Change {
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
    salt: `${salt}`,
    ...more,
  } satisfies Flag)
  return { kind: 'flag', key, line, clientSide }
}

function segment(key: string, salt: number): Change {
  const line = encodeLine({
    key,
    included: [`user-${salt}`],
    excluded: [],
    conditions: [],
  } satisfies Segment)
  return { kind: 'segment', key, line, clientSide: false }
}

/** A database in miniature, and the feed on it. */
async function follow(history: Change[][]): Promise<EnvironmentFeed> {
  return openEnvironmentFeed({
    environmentId: 'production',
    async changesSince(since) {
      const newest = new Map<string, Change>()
      for (const one of history.slice(since).flat()) newest.set(`${one.kind} ${one.key}`, one)
      const changed = [...newest.values()]
      return { epoch: 'e', revision: history.length, committedAt: null, sinceAt: null, changed }
    },
    onRevision: () => undefined,
    onOtherHistory: async () => undefined,
    breathe: async () => undefined,
    now: () => 0,
    sureMs: 1,
  })
}

const typeOf = (message: EncodedMessage | null) => message && headerOf(message).type

const MANY = Array.from({ length: 20 }, (_, index) => change(`flag-${index}`, 0))

const keys = ['a', 'b', 'c', 'd', 'e', 'f']
const step = fc.record({
  key: fc.constantFrom(...keys),
  kind: fc.constantFrom('flag' as const, 'segment' as const),
  gone: fc.boolean(),
  clientSide: fc.boolean(),
  needs: fc.subarray(keys, { maxLength: 2 }),
  inSegment: fc.option(fc.constantFrom(...keys), { nil: undefined }),
})

function changeOf({ key, kind, gone, clientSide, needs, inSegment }: StepOf, salt: number): Change {
  if (gone) return { kind, key, line: null, clientSide }
  if (kind === 'segment') return segment(key, salt)
  const prerequisites = needs.map((flag) => ({ flag, variants: ['on'] }))
  const rules = inSegment
    ? [
        {
          id: 'r',
          conditions: [
            { attribute: 'targetingKey', operator: 'inSegment' as const, values: [inSegment] },
          ],
          serve: { variant: 'off' },
        },
      ]
    : []
  return change(key, salt, { prerequisites, rules }, clientSide)
}
type StepOf = typeof step extends fc.Arbitrary<infer T> ? T : never

it('brings whoever left at any revision to the same ruleset as a snapshot, for both kinds of keys', async () => {
  let deltas = 0
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(step, { maxLength: 3 }), { minLength: 1, maxLength: 15 }),
      fc.integer({ min: 1, max: 4 }),
      async (revisions, readAtOnce) => {
        const history: Change[][] = [MANY]
        const feed = await follow(history)
        const left: [Audience, Client][] = []
        const leave = () => {
          for (const audience of ['server', 'client'] as const) {
            left.push([audience, apply(undefined, feed.snapshot(audience))])
          }
        }
        leave()
        for (const [index, steps] of revisions.entries()) {
          history.push(steps.map((one) => changeOf(one, index)))
          if (index % readAtOnce === 0) {
            await feed.pull()
            leave()
          }
        }
        await feed.pull()
        for (const [audience, client] of left) {
          const message = feed.resume(audience, client)
          const now = message ? apply(client, message) : client
          const whole = apply(undefined, feed.snapshot(audience))
          expect(now.revision).toBe(whole.revision)
          expect(Object.fromEntries(now.lines)).toEqual(Object.fromEntries(whole.lines))
          if (typeOf(message) === 'delta') deltas += 1
        }
      },
    ),
  )
  expect(deltas).toBeGreaterThan(100)
})

it('says nothing to who has the newest, and sends a snapshot to who has something else', async () => {
  const history = [MANY]
  const feed = await follow(history)
  const { epoch, revision, checksum } = apply(undefined, feed.snapshot('server'))
  expect(feed.resume('server', { epoch, revision, checksum })).toBeNull()
  history.push([change('flag-1', 1)])
  await feed.pull()
  expect(typeOf(feed.resume('server', { epoch, revision, checksum }))).toBe('delta')
  for (const holds of [
    undefined,
    { epoch: 'another', revision, checksum },
    { epoch, revision, checksum: (checksum + 1) % 2 ** 32 },
    { epoch, revision: revision + 5, checksum },
    { epoch, revision: revision + 1, checksum },
  ]) {
    expect(feed.resume('server', holds)).toBe(feed.snapshot('server'))
  }
})

it('sends a snapshot where that is shorter', async () => {
  const history = [MANY]
  const feed = await follow(history)
  const held = apply(undefined, feed.snapshot('server'))
  history.push(MANY.map(({ key }) => change(key, 1)))
  await feed.pull()
  expect(feed.resume('server', held)).toBe(feed.snapshot('server'))
})

it('sends a snapshot to who was away for more revisions than are kept', async () => {
  const history = [MANY]
  const feed = await follow(history)
  const held = apply(undefined, feed.snapshot('client'))
  for (let index = 0; index < 1_001; index += 1) {
    history.push([change('flag-1', index + 1)])
    await feed.pull()
  }
  expect(feed.resume('client', held)).toBe(feed.snapshot('client'))
})

it('encodes a delta once for all who come back with the same revision', async () => {
  const history = [MANY]
  const feed = await follow(history)
  const held = apply(undefined, feed.snapshot('client'))
  history.push([change('flag-1', 1)], [change('flag-2', 1)])
  await feed.pull()
  const first = feed.resume('client', held)
  expect(typeOf(first)).toBe('delta')
  expect(feed.resume('client', { ...held })).toBe(first)
})
