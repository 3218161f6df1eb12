import { expect, it } from 'vitest'
import { inShortTurns } from './in-short-turns.ts'

function manual() {
  let queue: (() => void)[] = []
  let at = 0
  const done: number[] = []
  const addWork = inShortTurns(
    () => at,
    (run) => queue.push(run),
  )
  return {
    done,
    addWork,
    add: (number: number, takesMs: number) =>
      addWork(() => {
        at += takesMs
        done.push(number)
      }),
    isIdle: () => queue.length === 0,
    /** As `setImmediate` does it: what is added meanwhile has its turn after the others have had theirs. */
    turn() {
      const now = queue
      queue = []
      for (const run of now) run()
    },
  }
}

it('does in a turn what fits into five milliseconds, in the order in which it came', () => {
  const { add, done, turn, isIdle } = manual()
  for (let number = 0; number < 8; number += 1) add(number, 2)
  turn()
  expect(done).toEqual([0])
  turn()
  expect(done).toEqual([0, 1, 2, 3])
  turn()
  expect(done).toEqual([0, 1, 2, 3, 4, 5, 6])
  turn()
  expect(done).toHaveLength(8)
  expect(isIdle()).toBe(true)
})

it('does no more than 64 at once, however short they are', () => {
  const { add, done, turn } = manual()
  for (let number = 0; number < 100; number += 1) add(number, 0)
  turn()
  turn()
  expect(done).toHaveLength(65)
})

it('gets on when each piece takes longer than a turn, and takes what comes meanwhile', () => {
  const { add, addWork, done, turn, isIdle } = manual()
  add(0, 50)
  addWork(() => add(2, 50))
  add(1, 50)
  while (!isIdle()) turn()
  expect(done).toEqual([0, 1, 2])
  add(3, 1)
  turn()
  expect(done).toEqual([0, 1, 2, 3])
})

it('lets what follows by promises happen before the next piece', async () => {
  const heard: string[] = []
  const add = inShortTurns(() => 0, setImmediate)
  const done = new Promise<void>((resolve) => {
    for (const name of ['a', 'b', 'c']) {
      add(() => {
        heard.push(name)
        const follow = async () => {
          for (let step = 0; step < 5; step += 1) await undefined
          heard.push(`after ${name}`)
          if (name === 'c') resolve()
        }
        void follow()
      })
    }
  })
  await done
  expect(heard).toEqual(['a', 'after a', 'b', 'after b', 'c', 'after c'])
})
