import type { EvaluationCount } from '@bunting/protocol/wire'
import { expect, it } from 'vitest'
import type { EventContent } from './event-content.ts'
import { createEventQueue } from './event-queue.ts'

const ON = { flag: 'a', variant: 'on', count: 1 }

const counting = (counts: EvaluationCount[]) => ({ counts, observations: [], durations: [] })

function makeQueue() {
  let losses = 0
  const queue = createEventQueue(Math.random, () => losses++)
  /** Sends all there is and answers it. */
  function drain(now: number) {
    const sent = []
    for (let batch = queue.next(now); batch; batch = queue.next(now)) {
      queue.sent(batch.id, now)
      sent.push(batch)
    }
    queue.forget(sent.map(({ id }) => id))
    return sent
  }
  return { queue, drain, losses: () => losses }
}

it('keeps a batch until it is stored, and names it as before when it is sent again', () => {
  const { queue } = makeQueue()
  queue.add(counting([ON]), 1_000)
  const first = queue.next(1_500)
  expect(first).toMatchObject({ type: 'events', agoMs: 500, counts: [ON] })
  queue.sent(first?.id ?? '', 1_500)
  expect(queue.next(31_499)).toBeUndefined()
  expect(queue.next(31_500)).toEqual({ ...first, agoMs: 30_500 })
  queue.sent(first?.id ?? '', 31_500)
  queue.lost()
  expect(queue.next(31_501)?.id).toBe(first?.id)
  queue.forget([first?.id ?? ''])
  expect(queue.next(99_999)).toBeUndefined()
})

it('keeps each ten seconds of ten minutes apart, and of longer ones every count', () => {
  const { queue, drain, losses } = makeQueue()
  for (let n = 0; n < 5_000; n++) queue.add(counting([ON]), n * 10_000)
  const batches = drain(50_000_000)
  expect(batches).toHaveLength(60)
  expect(batches.reduce((sum, { counts }) => sum + (counts[0]?.count ?? 0), 0)).toBe(5_000)
  expect(batches.slice(1).every(({ counts }) => counts[0]?.count === 1)).toBe(true)
  expect(losses()).toBe(0)
})

it('never changes a batch that was sent before: it may have been stored', () => {
  const { queue, drain } = makeQueue()
  queue.add(counting([ON]), 0)
  const sent = queue.next(0)
  queue.sent(sent?.id ?? '', 0)
  queue.lost()
  for (let n = 1; n < 200; n++) queue.add(counting([ON]), n * 10_000)
  const batches = drain(2_000_000)
  expect(batches[0]).toEqual({ ...sent, agoMs: 2_000_000 })
  expect(new Set(batches.map(({ id }) => id)).size).toBe(batches.length)
})

it('forgets the oldest past its bound, and says so once until all is stored', () => {
  const { queue, drain, losses } = makeQueue()
  const many = (n: number) =>
    Array.from({ length: 500 }, (_, flag) => ({ flag: `${n} ${flag}`, count: 1 }))
  for (let n = 0; n < 100; n++) queue.add(counting(many(n)), n)
  expect(losses()).toBe(1)
  const batches = drain(100)
  expect(batches.length).toBeLessThanOrEqual(60)
  expect(batches.at(-1)?.counts[0]?.flag.startsWith('99 ')).toBe(true)
  for (let n = 0; n < 100; n++) queue.add(counting(many(n)), n)
  expect(losses()).toBe(2)
})

it('keeps evidence of an outage as long as there is room, however unevenly it came', () => {
  const { queue, drain, losses } = makeQueue()
  const seen = (second: number, many: number): EventContent => ({
    counts: [],
    observations: [
      {
        release: '6a0e8f0c-3b1d-4a55-9c40-7d1b2a9f0001',
        stretch: 0,
        arm: 'control',
        units: Array.from({ length: many }, (_, n) => second * 5_000 + n),
      },
    ],
    durations: [],
  })
  for (let second = 0; second < 150; second++) {
    queue.add(seen(second, second < 20 ? 1_900 : 100), second * 1_000)
  }
  expect(losses()).toBe(0)
  const units = drain(150_000).flatMap(({ observations = [] }) =>
    observations.flatMap((o) => o.units),
  )
  expect(new Set(units).size).toBe(20 * 1_900 + 130 * 100)
})

it('tells an age that the protocol allows, in whole milliseconds', () => {
  const { queue } = makeQueue()
  queue.add(counting([ON]), 0.25)
  expect(queue.next(10)?.agoMs).toBe(10)
  expect(queue.next(1e12)?.agoMs).toBe(86_400_000)
})
