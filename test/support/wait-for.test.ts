import { expect, it } from 'vitest'
import { waitFor } from './wait-for.ts'

it('answers with the first answer that is neither undefined nor false', async () => {
  const answers = [undefined, false, 0, 1]
  expect(await waitFor(() => answers.shift(), { pollMs: 1 })).toBe(0)
})

it('takes an error for "not yet"', async () => {
  let asked = 0
  const condition = () => {
    asked += 1
    expect(asked).toBe(3)
    return 'there'
  }
  expect(await waitFor(condition, { pollMs: 1 })).toBe('there')
})

it('gives up with what it waited for and why it was not so', async () => {
  const condition = () => expect(1).toBe(2)
  const waiting = waitFor(condition, { what: 'the impossible', timeoutMs: 20, pollMs: 1 })
  await expect(waiting).rejects.toThrow(
    /waited 20 ms in vain for the impossible: expected 1 to be 2/,
  )
})
