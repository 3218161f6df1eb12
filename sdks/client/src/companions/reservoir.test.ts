import { describe, expect, it } from 'vitest'
import { createReservoir } from './reservoir.ts'

/** As the client does it: looks when it was told to. Answers how often it looked. */
function ask(reservoir: ReturnType<typeof createReservoir>, units: Iterable<string>): number {
  let left = 1
  let looks = 0
  for (const targetingKey of units) {
    left -= 1
    if (left > 0) continue
    looks += 1
    left = reservoir.see({ targetingKey })
  }
  return looks
}

function* users(count: number): Generator<string> {
  for (let n = 0; n < count; n++) yield `user-${n}`
}

describe('the reservoir', () => {
  it('remembers each unit once, as it was seen last', () => {
    const reservoir = createReservoir()
    reservoir.see({ targetingKey: 'ana', plan: 'free' })
    reservoir.see({ targetingKey: 'ben' })
    reservoir.see({ targetingKey: 'ana', plan: 'pro' })
    expect(reservoir.contexts()).toEqual([
      { targetingKey: 'ben' },
      { targetingKey: 'ana', plan: 'pro' },
    ])
  })

  it('remembers a thousand at most: those seen last', () => {
    const reservoir = createReservoir()
    for (const targetingKey of users(3_000)) reservoir.see({ targetingKey })
    const units = reservoir.contexts().map(({ targetingKey }) => targetingKey)
    expect(units).toHaveLength(1_000)
    expect(units[0]).toBe('user-2000')
  })

  it('forgets who was not seen for long', () => {
    const reservoir = createReservoir()
    reservoir.see({ targetingKey: 'ana' })
    reservoir.see({ targetingKey: 'ben' })
    reservoir.tick(10_000, -1)
    reservoir.see({ targetingKey: 'ana' })
    reservoir.tick(20_000, 5_000)
    expect(reservoir.contexts()).toEqual([{ targetingKey: 'ana' }])
    reservoir.tick(20_000, Number.POSITIVE_INFINITY)
    expect(reservoir.contexts()).toEqual([])
  })

  it('looks at every question of a quiet process, and at few of a busy one', () => {
    expect(ask(createReservoir(), users(100))).toBe(100)
    const busy = createReservoir()
    expect(ask(busy, users(10_000_000))).toBeLessThan(2_500)
    expect(busy.contexts().length).toBeGreaterThan(900)
    busy.tick(10_000, -1)
    expect(ask(busy, users(100))).toBe(100)
  })

  it('is not led astray by a process that asks in rounds', () => {
    for (const round of [2, 4, 8, 10, 16, 100]) {
      const reservoir = createReservoir()
      const inRounds = Array.from({ length: 100_000 }, (_, n) => `user-${n % round}`)
      ask(reservoir, inRounds)
      expect(reservoir.contexts()).toHaveLength(round)
    }
  })

  it('keeps nothing of who has no targeting key, and throws for nothing', () => {
    const reservoir = createReservoir()
    const hostile = {
      get targetingKey(): string {
        throw new Error('no')
      },
    }
    const odd = [undefined, {}, { targetingKey: '' }, null, 7, { targetingKey: 7 }, hostile]
    for (const context of odd) expect(reservoir.see(context as never)).toBe(1)
    expect(reservoir.contexts()).toEqual([])
  })

  it('is not moved by what the caller makes of a context afterwards', () => {
    const reservoir = createReservoir()
    const context = { targetingKey: 'ana', plan: 'free' }
    reservoir.see(context)
    context.plan = 'pro'
    expect(reservoir.contexts()).toEqual([{ targetingKey: 'ana', plan: 'free' }])
  })
})
