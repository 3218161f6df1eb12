import { expect, it } from 'vitest'
import { oneAfterAnother } from './one-after-another.ts'

it('keeps the order of each key, and goes on after a failure', async () => {
  const inOrder = oneAfterAnother()
  const done: string[] = []
  const slow = Promise.withResolvers<void>()
  const all = [
    inOrder('production', async () => {
      await slow.promise
      done.push('production 1')
      throw new Error('the database is away')
    }),
    inOrder('production', async () => void done.push('production 2')),
    inOrder('staging', async () => void done.push('staging 1')),
  ]
  await all[2]
  expect(done).toEqual(['staging 1'])
  slow.resolve()
  const outcomes = await Promise.allSettled(all)
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled'])
  expect(done).toEqual(['staging 1', 'production 1', 'production 2'])
  expect(await inOrder('production', async () => 'anew')).toBe('anew')
})
