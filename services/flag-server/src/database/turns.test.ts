import { expect, it } from 'vitest'
import { createTurns } from './turns.ts'

it('lets so many work at once, in the order they came, and goes on after a failure', async () => {
  const turns = createTurns(3)
  const begun: number[] = []
  let working = 0
  let most = 0
  const all = Array.from({ length: 20 }, (_, index) =>
    turns(async () => {
      begun.push(index)
      working += 1
      most = Math.max(most, working)
      await new Promise((resolve) => setImmediate(resolve))
      working -= 1
      if (index % 4 === 0) throw new Error(`no ${index}`)
      return index
    }),
  )
  const outcomes = await Promise.allSettled(all)
  expect(most).toBe(3)
  expect(begun).toEqual(Array.from({ length: 20 }, (_, index) => index))
  expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(5)
  expect(await turns(async () => 'still there')).toBe('still there')
})
