import { expect, it, vi } from 'vitest'
import { measureRun } from './measure-run.ts'

function timed() {
  let now = 100
  const ended = vi.fn<(hasFailed: boolean, ms: number) => void>()
  return { now: () => now, pass: (ms: number) => (now += ms), ended }
}

it('returns what the path returned, and tells how long it took', () => {
  const { now, pass, ended } = timed()
  const order = { id: 1 }
  const path = () => {
    pass(7)
    return order
  }
  expect(measureRun(path, now, ended)).toBe(order)
  expect(ended.mock.calls).toEqual([[false, 7]])
})

it('throws the very error that the path threw', () => {
  const { now, pass, ended } = timed()
  const error = { not: 'even an Error' }
  const path = () => {
    pass(3)
    throw error
  }
  let caught: unknown
  try {
    measureRun(path, now, ended)
  } catch (thrown) {
    caught = thrown
  }
  expect(caught).toBe(error)
  expect(ended.mock.calls).toEqual([[true, 3]])
})

it('waits for a promise, which keeps its outcome', async () => {
  const { now, pass, ended } = timed()
  let resolve = (_: string): void => {}
  const promise = new Promise<string>((settle) => {
    resolve = settle
  })
  const result = measureRun(() => promise, now, ended)
  pass(40)
  expect(ended).not.toHaveBeenCalled()
  resolve('done')
  expect(await result).toBe('done')
  expect(ended.mock.calls).toEqual([[false, 40]])

  const error = new Error('refused')
  await expect(measureRun(() => Promise.reject(error), now, ended)).rejects.toBe(error)
  expect(ended).toHaveBeenLastCalledWith(true, 0)
})

it('starts what begins when it is awaited only once, and keeps its type of promise', async () => {
  let begun = 0
  class Query<T> extends Promise<T> {}
  const lazy = {
    // biome-ignore lint/suspicious/noThenProperty: query builders have one, and begin when it is called
    then(resolve: (rows: number) => unknown) {
      begun += 1
      return Query.resolve(3).then(resolve)
    },
  }
  const { now, ended } = timed()
  const result = measureRun(() => lazy, now, ended)
  expect(result).toBeInstanceOf(Query)
  expect(await result).toBe(3)
  expect(begun).toBe(1)
})

it.each([
  ['null', null],
  ['a function', () => 1],
  ['a then that is no function', Object.fromEntries([['then', 1]])],
  [
    'a proxy that throws',
    new Proxy(
      {},
      {
        has() {
          throw new Error('no')
        },
      },
    ),
  ],
])('is over at once with %s', (_, value) => {
  const { now, ended } = timed()
  expect(measureRun(() => value, now, ended)).toBe(value)
  expect(ended.mock.calls).toEqual([[false, 0]])
})
