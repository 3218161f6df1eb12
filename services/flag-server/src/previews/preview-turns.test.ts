import { beforeEach, expect, it } from 'vitest'
import { createPreviewTurns, type PreviewTurns } from './preview-turns.ts'

let now: number
let timers: { at: number; run: () => void }[]
let turns: PreviewTurns
beforeEach(() => {
  now = 0
  timers = []
  turns = createPreviewTurns({
    now: () => now,
    after(delayMs, run) {
      const timer = { at: now + delayMs, run }
      timers.push(timer)
      return () => {
        timers = timers.filter((one) => one !== timer)
      }
    },
  })
})

function pass(ms: number): void {
  now += ms
  for (const { run } of timers.filter(({ at }) => at <= now)) run()
}

it('lets two pass at once, and the next when the first is long enough ago', async () => {
  expect(await turns.take('e')).toBe(true)
  pass(100)
  expect(await turns.take('e')).toBe(true)
  const third = turns.take('e')
  expect(timers.map(({ at }) => at)).toEqual([1_200])
  pass(1_100)
  expect(await third).toBe(true)
  expect(timers).toEqual([])
  // The second and the third count now.
  const fourth = turns.take('e')
  expect(timers.map(({ at }) => at)).toEqual([1_300])
  pass(100)
  expect(await fourth).toBe(true)
})

it('gives the place of one who waits to whoever comes after', async () => {
  await turns.take('e')
  await turns.take('e')
  const typed = [turns.take('e'), turns.take('e'), turns.take('e')]
  pass(1_200)
  expect(await Promise.all(typed)).toEqual([false, false, true])
})

it('counts each environment by itself', async () => {
  await turns.take('e')
  await turns.take('e')
  expect(await turns.take('other')).toBe(true)
})
