import { expect, it } from 'vitest'
import { WaitedTooLongError } from './database-errors.ts'
import { createTurns, type Turns } from './turns.ts'

it('lets so many work at once, in the order they came, and goes on after a failure', async () => {
  const turns = createTurns({ atOnce: 3 })
  const begun: number[] = []
  let working = 0
  let most = 0
  const all = Array.from({ length: 20 }, (_, index) =>
    turns(async () => {
      begun.push(index)
      working += 1
      most = Math.max(most, working)
      await settled()
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

it('keeps a lane that is held up from taking the turns of others', async () => {
  const turns = createTurns({ atOnce: 4, mostOfOneLane: 2 })
  const held = Array.from({ length: 5 }, () => hold(turns, 'held'))
  const others = ['free', 'free', undefined, 'held'].map((lane) => hold(turns, lane))
  await settled()
  expect(held.map(({ isBegun }) => isBegun())).toEqual([true, true, false, false, false])
  // Two of the lane that is free; the third waits for any turn, and gets it before who came later.
  expect(others.map(({ isBegun }) => isBegun())).toEqual([true, true, false, false])
  others[0]?.letGo()
  await settled()
  expect(others[2]?.isBegun()).toBe(true)
  others[2]?.letGo()
  held[0]?.letGo()
  await settled()
  expect(held.map(({ isBegun }) => isBegun())).toEqual([true, true, true, false, false])
})

it('lets what is urgent go before all that waits, in the same lane and in others', async () => {
  const turns = createTurns({ atOnce: 2, mostOfOneLane: 2 })
  const [first, second] = [hold(turns, 'shop'), hold(turns, 'shop')]
  const begun: string[] = []
  const say = (what: string, lane: string, isUrgent?: boolean) =>
    turns(async () => void begun.push(what), lane, isUrgent)
  const all = [
    say('edit', 'shop'),
    say('elsewhere', 'blog'),
    say('kill', 'shop', true),
    say('another kill', 'shop', true),
  ]
  first.letGo()
  await Promise.all(all)
  expect(begun).toEqual(['kill', 'another kill', 'edit', 'elsewhere'])
  second.letGo()
})

it('tells who has waited too long, and lets the next have the turn', async () => {
  const late: (() => void)[] = []
  const calledOff: number[] = []
  const turns = createTurns({
    atOnce: 1,
    waitMs: 7,
    after(delayMs, run) {
      expect(delayMs).toBe(7)
      const at = late.push(run) - 1
      return () => calledOff.push(at)
    },
  })
  const first = hold(turns)
  const second = hold(turns)
  const third = hold(turns)
  late[0]?.()
  await expect(second.over).rejects.toBeInstanceOf(WaitedTooLongError)
  first.letGo()
  await settled()
  expect([second.isBegun(), third.isBegun()]).toEqual([false, true])
  expect(calledOff).toEqual([1])
})

/** Work that is over when it is told to be. */
function hold(turns: Turns, lane?: string) {
  const { promise, resolve } = Promise.withResolvers<void>()
  let isBegun = false
  const over = turns(() => {
    isBegun = true
    return promise
  }, lane)
  return { over, isBegun: () => isBegun, letGo: resolve }
}

/** Until all that can go on has gone on. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
