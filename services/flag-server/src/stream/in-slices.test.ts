import { expect, it } from 'vitest'
import { inSlices } from './in-slices.ts'

/** The most that is done between two breaths. */
const MOST_AT_ONCE = 400

it('lets others work after every 400 of ten thousand, and does each once, in order', async () => {
  const all = Array.from({ length: 10_000 }, (_, index) => index)
  const done: number[] = []
  const sinceBreath: number[] = [0]
  await inSlices(
    all,
    (one) => {
      done.push(one)
      sinceBreath.push((sinceBreath.pop() ?? 0) + 1)
    },
    async () => void sinceBreath.push(0),
  )
  expect(done).toEqual(all)
  expect(Math.max(...sinceBreath)).toBe(MOST_AT_ONCE)
  expect(sinceBreath).toHaveLength(10_000 / MOST_AT_ONCE + 1)
})

it('goes on only when the others have had their turn', async () => {
  const breath = Promise.withResolvers<void>()
  let done = 0
  const all = inSlices(
    Array.from({ length: MOST_AT_ONCE + 1 }),
    () => {
      done += 1
    },
    () => breath.promise,
  )
  expect(done).toBe(MOST_AT_ONCE)
  breath.resolve()
  await all
  expect(done).toBe(MOST_AT_ONCE + 1)
})

it('takes nobody in who comes meanwhile, and still tells who is gone', async () => {
  const here = new Set(Array.from({ length: MOST_AT_ONCE + 2 }, (_, index) => index))
  const told: number[] = []
  await inSlices(
    here,
    (one) => told.push(one),
    async () => {
      here.delete(MOST_AT_ONCE + 1)
      here.add(-1)
    },
  )
  expect(told).toHaveLength(MOST_AT_ONCE + 2)
  expect(told).not.toContain(-1)
})
