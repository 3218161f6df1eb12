import { describe, expect, it } from 'vitest'
import { compileRuleset } from './compile-ruleset.ts'
import type { Decision, EvaluationContext } from './decision.ts'
import { decide, isEnabled } from './evaluate.ts'
import { explain } from './explain/index.ts'
import type { Condition, JsonValue } from './ruleset.ts'
import { booleanFlag, flagWhere, onFor } from './testing/flags.ts'
import { createRandom, type Random } from './testing/random.ts'
import { randomContext, randomRuleset } from './testing/random-ruleset.ts'

function fails(): never {
  throw new Error('a getter that throws')
}

function cycle(): unknown {
  const list: unknown[] = ['pro']
  list.push(list, { list })
  return list
}

function revoked(target: object): unknown {
  const { proxy, revoke } = Proxy.revocable(target, {})
  revoke()
  return proxy
}

const throwing = new Proxy([], { get: fails, has: fails, getPrototypeOf: fails, ownKeys: fails })

/** What no JSON has, but a context may hold all the same. */
const STRANGE: readonly (() => unknown)[] = [
  () => undefined,
  () => Symbol('pro'),
  () => 7n,
  () => () => 'pro',
  () => new Date(Number.NaN),
  () => Object('pro'),
  () => /pro/,
  () => new Map([['id', 'pro']]),
  () => Object.create(null),
  () => Object.create({ id: 'pro' }),
  () => cycle(),
  () => throwing,
  () => revoked([]),
  () => revoked({}),
  () => ({ toString: fails, valueOf: fails, toJSON: fails, id: 'pro' }),
  () => Object.defineProperty({}, 'id', { get: fails }),
  () => Object.defineProperty(['pro'], 0, { get: fails }),
  () => Array(1_000),
  () => 'ß'.repeat(100_000),
  () => '\ud800'.repeat(1_000),
  () => `1.0.0-${'1.'.repeat(50_000)}`,
  () => ':'.repeat(10_000),
  () => JSON.parse('{"__proto__":{"id":"pro"},"constructor":{"id":"pro"}}'),
]

function strangeContext(random: Random): unknown {
  if (random.chance(0.1)) return random.pick(STRANGE)()
  if (random.chance(0.05)) return random.pick([null, 'text', 7, true, Symbol('context')])
  const context: Record<string, unknown> = { ...randomContext(random) }
  for (const name of ['targetingKey', 'plan', 'n', 'version', 'at', 'ip', 'company', 'tags']) {
    if (random.chance(0.4)) context[name] = random.pick(STRANGE)()
    if (random.chance(0.05)) Object.defineProperty(context, name, { get: fails })
  }
  return random.chance(0.1) ? Object.setPrototypeOf(context, null) : context
}

describe('evaluation', () => {
  it('never throws, whatever the context holds', () => {
    for (let seed = 1; seed <= 800; seed++) {
      const random = createRandom(seed)
      const rules = randomRuleset(random)
      const ruleset = compileRuleset(rules)
      for (let question = 0; question < 10; question++) {
        const { key } = random.pick(rules.flags)
        const context = strangeContext(random) as EvaluationContext
        const decision = decide(ruleset, key, context)
        expect(explain(ruleset, key, context).decision, `seed ${seed}, ${key}`).toEqual(decision)
        expect(isEnabled(ruleset, key, context)).toBe(decision.value === true)
      }
    }
  }, 30_000)

  it('never throws for any key or fallback', () => {
    const ruleset = compileRuleset({ flags: [booleanFlag()], segments: [] })
    for (const key of ['', '__proto__', 'constructor', '"', 'ü', '\n', 'x'.repeat(100_000)])
      expect(decide(ruleset, key).errorCode).toBe('FLAG_NOT_FOUND')
    const noTexts = [undefined, null, 7, {}, Symbol('flag'), Number.NaN, Object.create(null)]
    for (const key of [...noTexts, { toString: fails }, throwing] as unknown as string[]) {
      expect(isEnabled(ruleset, key, {}, true)).toBe(true)
      expect(decide(ruleset, key).errorCode).toBe('FLAG_NOT_FOUND')
      expect(explain(ruleset, key).decision.errorCode).toBe('FLAG_NOT_FOUND')
    }
    for (const fallback of [Symbol('x'), 7n, fails, cycle()] as unknown as JsonValue[])
      expect(decide(ruleset, 'flag', {}, fallback).value).toBe(fallback)
  })

  it('leaves fallbacks as they were, however strange, and freezes the decision', () => {
    const deep = JSON.parse(`${'['.repeat(8_000)}${']'.repeat(8_000)}`)
    const bytes = new Uint8Array(8)
    const ruleset = compileRuleset({ flags: [booleanFlag()], segments: [] })
    for (const fallback of [{ retries: { at: [1] } }, deep, bytes, throwing, revoked({})]) {
      for (const key of ['flag', 'nowhere']) {
        const decision = decide(ruleset, key, {}, fallback as JsonValue)
        expect(Object.isFrozen(decision)).toBe(true)
        expect(decision.value === fallback).toBe(true)
        expect(decide(ruleset, key, {}, fallback as JsonValue)).toBe(decision)
      }
    }
    const limits = { retries: 3, at: [1] }
    decide(ruleset, 'nowhere', {}, limits)
    limits.retries = 5
    limits.at.push(2)
    expect(limits).toEqual({ retries: 5, at: [1, 2] })
  })

  it('freezes what flags serve, to the last list', () => {
    const variants = { on: { deep: [{ list: [1] }] }, off: null }
    const ruleset = compileRuleset({
      flags: [booleanFlag({ type: 'json', variants, fallthrough: { variant: 'on' } })],
      segments: [],
    })
    const { value, flagMetadata } = decide(ruleset, 'flag') as Decision<typeof variants.on>
    for (const one of [value, value.deep, value.deep[0], value.deep[0]?.list, flagMetadata])
      expect(Object.isFrozen(one)).toBe(true)
  })

  it('takes an attribute that throws for one that is missing', () => {
    const ask = (condition: Omit<Condition, 'attribute'>, plan: PropertyDescriptor) => {
      const ruleset = compileRuleset({
        flags: [flagWhere([{ ...condition, attribute: 'plan' }])],
        segments: [],
      })
      return isEnabled(ruleset, 'flag', Object.defineProperty({}, 'plan', plan))
    }
    for (const plan of [{ get: fails }, { value: throwing }, { value: revoked([]) }])
      for (const negate of [true, false])
        expect(ask({ operator: 'in', values: ['pro'], negate }, plan)).toBe(false)
    expect(ask({ operator: 'exists', values: [] }, { get: fails })).toBe(false)
    expect(ask({ operator: 'exists', values: [], negate: true }, { get: fails })).toBe(true)
  })

  it('serves the off variant to who cannot be bucketed', () => {
    const ruleset = compileRuleset({
      flags: [booleanFlag({ fallthrough: onFor(100_000) })],
      segments: [],
    })
    for (const targetingKey of [undefined, null, true, 1.5, Number.NaN, 2 ** 53, [], {}, 7n])
      expect(decide(ruleset, 'flag', { targetingKey } as EvaluationContext)).toMatchObject({
        variant: 'off',
        reason: 'DEFAULT',
      })
    for (const targetingKey of ['', 'ada', 7, -7, '\ud800'])
      expect(decide(ruleset, 'flag', { targetingKey } as EvaluationContext).reason).toBe('SPLIT')
  })
})

describe('attributes', () => {
  const ask = (attribute: string, context: unknown, more: Partial<Condition> = {}) => {
    const condition: Condition = { attribute, operator: 'equals', values: ['pro'], ...more }
    const ruleset = compileRuleset({ flags: [flagWhere([condition])], segments: [] })
    return isEnabled(ruleset, 'flag', context as EvaluationContext)
  }

  it('are found along a path through own properties of objects', () => {
    expect(ask('a.b.c', { a: { b: { c: 'pro' } } })).toBe(true)
    expect(ask('a.b', { a: { b: ['free', 'pro'] } })).toBe(true)
    expect(ask('a.0', { a: ['pro'] })).toBe(false)
    expect(ask('a.length', { a: 'pro' }, { operator: 'exists', values: [] })).toBe(false)
    expect(ask('a.b', { a: Object.create({ b: 'pro' }) })).toBe(false)
    expect(ask('a.b', { a: null })).toBe(false)
    expect(ask('a.', { a: { '': 'pro' } })).toBe(true)
  })

  it('are rather found under their literal name', () => {
    expect(ask('a.b', { 'a.b': 'pro', a: { b: 'free' } })).toBe(true)
    expect(ask('a.b', { 'a.b': null, a: { b: 'pro' } })).toBe(true)
  })

  it('are not what every object inherits', () => {
    for (const attribute of [
      'constructor',
      'toString',
      '__proto__',
      'constructor.name',
      'a.constructor',
    ])
      expect(ask(attribute, { a: {} }, { operator: 'exists', values: [] })).toBe(false)
    const own = JSON.parse('{"__proto__":"pro","constructor":"pro","hasOwnProperty":"pro"}')
    for (const attribute of Object.keys(own)) expect(ask(attribute, own)).toBe(true)
  })

  it('may be getters of a class', () => {
    class User {
      get plan() {
        return 'pro'
      }
    }
    expect(ask('plan', new User())).toBe(true)
  })
})
