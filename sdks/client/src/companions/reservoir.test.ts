import {
  type Condition,
  compileRuleset,
  decide,
  type EvaluationContext,
  type Ruleset,
} from '@bunting/evaluator'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { flagServing } from '../testing/flag-serving.ts'
import { copyContext } from './copy-context.ts'
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
    const odd = [undefined, {}, { targetingKey: 1.5 }, null, 7, { targetingKey: {} }, hostile]
    for (const context of odd) expect(reservoir.see(context as never)).toBe(1)
    expect(reservoir.contexts()).toEqual([])
  })

  it('remembers whom a rollout would bucket: numbers by their digits too', () => {
    const reservoir = createReservoir()
    const keys = [42, '42', '', -7] as readonly unknown[] as readonly string[]
    for (const targetingKey of keys) reservoir.see({ targetingKey })
    const units = reservoir.contexts().map(({ targetingKey }) => targetingKey)
    expect(units).toEqual(['42', '', -7])
  })

  it('is not moved by what the caller makes of a context afterwards, however deep', () => {
    const reservoir = createReservoir()
    const since = new Date(0)
    const company = new Company('acme', [{ name: 'ops' }])
    const context = { targetingKey: 'ana', plan: 'free', company, tags: ['a'], since }
    reservoir.see(context)
    context.plan = 'pro'
    company.id = 'other'
    company.teams.push({ name: 'dev' })
    for (const team of company.teams) team.name = 'sales'
    context.tags.push('b')
    since.setTime(1)
    expect(reservoir.contexts()).toEqual([
      {
        targetingKey: 'ana',
        plan: 'free',
        company: { id: 'acme', teams: [{ name: 'ops' }] },
        tags: ['a'],
        since: new Date(0),
      },
    ])
  })

  it('leaves out what a copy would not answer for: contexts of a class, and without end', () => {
    const reservoir = createReservoir()
    class User {
      targetingKey = 'ana'
      get plan() {
        return 'pro'
      }
    }
    const circular: Record<string, unknown> = { targetingKey: 'ben', list: [] }
    circular.self = [{ circular }]
    const large = { targetingKey: 'cem', tags: Array(1_001).fill('x') }
    const bytes = { targetingKey: 'dan', photo: new Uint8Array(1e6) }
    const inherits = Object.create({ plan: 'pro' }, { targetingKey: { value: 'eve' } })
    for (const context of [new User(), circular, large, bytes, inherits]) {
      expect(reservoir.see(context)).toBe(1)
    }
    expect(reservoir.contexts()).toEqual([])
    const plain = Object.assign(Object.create(null), { targetingKey: 'fay', tags: Array(900) })
    reservoir.see(plain)
    expect(reservoir.contexts()).toHaveLength(1)
  })

  it('answers for every context it remembers as that would have, own `__proto__` and all', () => {
    const names = fc.constantFrom('plan', '__proto__', 'constructor', 'company', 'a.b')
    const { value } = fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof(
        { depthSize: 'small' },
        fc.constantFrom('pro', 7, true, null, undefined, Number.NaN),
        fc.date({ noInvalidDate: false }),
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(names, tie('value'), { maxKeys: 3, noNullPrototype: false }),
      ),
    }))
    const contexts = fc.dictionary(names, value, { maxKeys: 4, noNullPrototype: false })
    fc.assert(
      fc.property(contexts, (context) => {
        const copy = copyContext(context)
        for (const path of ['plan', '__proto__', 'company', 'company.plan', '__proto__.plan']) {
          for (const operator of ['exists', 'in', 'before'] as const) {
            const values = operator === 'exists' ? [] : operator === 'in' ? ['pro', 7] : [1e15]
            const ask = (asked: EvaluationContext = {}) =>
              decide(compileRuleset(onWhere({ attribute: path, operator, values })), 'flag', asked)
            expect(ask(copy).variant).toBe(ask(context).variant)
          }
        }
      }),
    )
  })
})

class Company {
  id: string
  teams: { name: string }[]

  constructor(id: string, teams: { name: string }[]) {
    this.id = id
    this.teams = teams
  }
}

function onWhere(condition: Condition): Ruleset {
  const rules = [{ id: 'rule', conditions: [condition], serve: { variant: 'on' } }]
  return { flags: [{ ...flagServing('flag', false), rules }], segments: [] }
}
