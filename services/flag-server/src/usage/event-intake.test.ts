import type { Events } from '@bunting/protocol'
import { expect, it } from 'vitest'
import { createEventIntake, type IntakeOptions } from './event-intake.ts'
import type { ReceivedBatch } from './received-batch.ts'

const KEY = { id: 'k', kind: 'server', environmentId: 'e' } as const
const SENDER = { key: KEY, sdk: null, application: null }
const events = (id: string): Events => ({
  type: 'events',
  id: `${id}-of-a-process`,
  agoMs: 10,
  counts: [{ flag: 'f', variant: 'on', count: 1 }],
})

interface Stored {
  readonly ids: readonly string[]
  readonly ages: readonly number[]
  readonly done: (error?: Error) => void
}

/** An intake whose store ends when the test says so. */
function open(limits: IntakeOptions['limits'] = {}) {
  const stores: Stored[] = []
  let now = 0
  const warned: unknown[] = []
  let arrived: (() => void) | undefined
  const intake = createEventIntake({
    store: (batches: readonly ReceivedBatch[]) =>
      new Promise((resolve, reject) => {
        stores.push({
          ids: batches.map(({ id }) => id.split('-')[0] ?? ''),
          ages: batches.map(({ agoMs }) => agoMs),
          done: (error) => (error ? reject(error) : resolve()),
        })
        arrived?.()
      }),
    now: () => now,
    warn: (error) => warned.push(error),
    limits: { gatherMs: 0, ...limits },
  })
  const nextStore = async (): Promise<Stored> => {
    if (stores.length === 0) await new Promise<void>((resolve) => (arrived = resolve))
    return stores.shift() as Stored
  }
  return { intake, nextStore, warned, advance: (ms: number) => (now += ms) }
}

it('says that a batch is taken when it is stored, and not before', async () => {
  const { intake, nextStore } = open()
  let taken = false
  const taking = intake.take(events('a'), SENDER).then(() => (taken = true))
  const store = await nextStore()
  expect(taken).toBe(false)
  store.done()
  await taking
})

it('stores together what came while it was storing, with the time it waited here', async () => {
  const { intake, nextStore, advance } = open()
  const first = intake.take(events('a'), SENDER)
  const storing = await nextStore()
  const later = [intake.take(events('b'), SENDER), intake.take(events('c'), SENDER)]
  advance(500)
  storing.done()
  await first
  const next = await nextStore()
  expect(next.ids).toEqual(['b', 'c'])
  expect(next.ages).toEqual([510, 510])
  next.done()
  await Promise.all(later)
})

it('rejects what could not be stored, keeps nothing of it, and takes the same again', async () => {
  const { intake, nextStore, warned } = open({ maxBatches: 2 })
  const lost = [intake.take(events('a'), SENDER), intake.take(events('b'), SENDER)]
  ;(await nextStore()).done(new Error('the database is away'))
  for (const one of lost) await expect(one).rejects.toThrow('the database is away')
  expect(warned).toHaveLength(1)
  const again = intake.take(events('a'), SENDER)
  ;(await nextStore()).done()
  await again
})

it.each([
  ['batches', { maxBatches: 1 }],
  ['bytes', { maxBytes: 500 }],
])(
  'refuses what is more than its number of %s, and has room again once they are stored',
  async (_, limits) => {
    const { intake, nextStore } = open(limits)
    const first = intake.take(events('a'), SENDER)
    const storing = await nextStore()
    await expect(intake.take(events('b'), SENDER)).rejects.toMatchObject({ status: 503 })
    storing.done()
    await first
    const second = intake.take(events('b'), SENDER)
    ;(await nextStore()).done()
    await second
  },
)

it('stores what waits when it is stopped, and takes nothing any more', async () => {
  const { intake, nextStore } = open({ gatherMs: 1_000_000 })
  const waiting = intake.take(events('a'), SENDER)
  const stopping = intake.stop()
  ;(await nextStore()).done()
  await Promise.all([waiting, stopping])
  await expect(intake.take(events('b'), SENDER)).rejects.toMatchObject({ status: 503 })
})
