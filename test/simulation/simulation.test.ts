import { type EncodedMessage, encodeMessage } from '@bunting/flag-server/stream/encoded-message.ts'
import type { EnvironmentFeed } from '@bunting/flag-server/stream/environment-feed.ts'
import { describe, expect, it } from 'vitest'
import { checkSchedules } from './check-schedules.ts'
import { simulate } from './simulate.ts'
import type { Sabotage } from './simulated-server.ts'

it('keeps every guarantee through a thousand schedules of faults', async () => {
  await checkSchedules({ schedules: 1_000, seed: 20261123 })
}, 60_000)

it('tells the same story again when it is told the same schedule', async () => {
  const steps = [
    { do: 'change', flag: 0, value: 1 },
    { do: 'storm', ms: 60_000 },
    { do: 'kill-server', server: 0, ms: 2_000 },
    { do: 'wait', ms: 20_000 },
    { do: 'stop-database', ms: 1_000, revisionsAgo: 1 },
    { do: 'wait', ms: 20_000 },
  ] as const
  const first = await simulate({ seed: 7, steps })
  expect(await simulate({ seed: 7, steps })).toEqual(first)
  expect(first.violations).toEqual([])
})

/** What a feed says that is always sure. */
function sayOf(feed: EnvironmentFeed, what: 'current' | 'heartbeat'): EncodedMessage {
  return encodeMessage(JSON.stringify({ type: what, ...feed.head() }))
}

it('finds servers that vouch for what they have while they cannot reach their database', async () => {
  const wait = { do: 'wait', ms: 30_000 } as const
  const steps = [
    wait,
    ...[0, 1].map((server) => ({ do: 'drop-listener', server, ms: 120_000 }) as const),
    { do: 'change', flag: 0, value: 1 } as const,
    ...[wait, wait, wait, wait],
  ]
  const vouching: Sabotage = {
    feed: (feed) => ({ ...feed, isSure: () => true, say: (what) => sayOf(feed, what) }),
  }
  expect((await simulate({ seed: 7, steps })).violations).toEqual([])
  expect((await simulate({ seed: 7, steps }, vouching)).violations).toContainEqual(
    expect.stringMatching(/G6: client-\d-\d is ready at/),
  )
})

describe('finds the mistake in a server', () => {
  const mistakes: readonly [string, RegExp, Sabotage][] = [
    [
      'whose feed skips a change and says nothing of it',
      /G2: client-\d-\d (says|holds)/,
      {
        database: (database) => ({
          ...database,
          async changesSince(revision) {
            const found = await database.changesSince(revision)
            const isSkipped = revision > 0 && found.revision % 3 === 0
            return isSkipped ? { ...found, changed: [] } : found
          },
        }),
      },
    ],
    [
      'that sends the first snapshot it made for ever',
      /G[23]: client/,
      {
        feed(feed) {
          const first = feed.snapshot('server')
          return { ...feed, snapshot: () => first, resume: () => first }
        },
      },
    ],
    [
      'that starts no new epoch after a restore',
      /G3: client-\d-\d is (ready|stale)/,
      { database: (database) => ({ ...database, startNewEpoch: async () => undefined }) },
    ],
    [
      'that counts a batch again when it is sent again',
      /was asked \d+ times; \d+ are stored/,
      {
        database(database) {
          let batches = 0
          return {
            ...database,
            store: (id, ...counted) => database.store(`${id} ${batches++}`, ...counted),
          }
        },
      },
    ],
  ]

  it.each(mistakes)(
    '%s',
    async (_, violation, sabotage) => {
      const found = checkSchedules({ schedules: 2_000, sabotage })
      await expect(found).rejects.toThrow(violation)
      await expect(found).rejects.toThrow(/to see it again: --seed=-?\d+/)
    },
    60_000,
  )
})
