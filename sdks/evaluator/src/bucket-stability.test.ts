import fc from 'fast-check'
import reference from 'murmurhash'
import { describe, expect, it } from 'vitest'
import { compileRuleset } from './compile-ruleset.ts'
import type { CompiledRuleset } from './create-ruleset.ts'
import { decide } from './evaluate.ts'
import { encodeLine } from './line.ts'
import type { Condition, Flag, Serve, Share } from './ruleset.ts'
import { booleanFlag, onFor, ruleWhere } from './testing/flags.ts'

const UNITS = Array.from({ length: 500 }, (_, n) => `user-${n}`)
const anyShare = fc.integer({ min: 0, max: 100_000 })
const anyText = fc.string({ unit: 'binary', maxLength: 12 })

/** Variant of each unit. */
function variantsOf(given: Partial<Flag>, units: readonly string[] = UNITS) {
  return ask(compileRuleset({ flags: [booleanFlag(given)], segments: [] }), units)
}

/** The flag's variant for each unit. */
function ask(ruleset: CompiledRuleset, units: readonly string[] = UNITS) {
  return units.map((targetingKey) => decide(ruleset, 'flag', { targetingKey, plan: 'pro' }).variant)
}

const split = (...shares: number[]): Serve => ({
  rollout: { shares: shares.map((share, at): Share => ({ variant: `v${at}`, share })) },
})
const abc = {
  type: 'string',
  variants: { v0: 'a', v1: 'b', v2: 'c', v3: 'd' },
  offVariant: 'v0',
} as const

const WHOLE = 100_000
const boundaryOf = (cut: number) => (BigInt(cut) * 2n ** 32n) / BigInt(WHOLE)

/** Where shares end before the whole does. */
const anyCuts = fc
  .array(anyShare, { minLength: 1, maxLength: 3 })
  .map((cuts) => cuts.toSorted((a, b) => a - b))

function splitAt(cuts: readonly number[]): Serve {
  return split(...[...cuts, WHOLE].map((cut, at) => cut - (cuts[at - 1] ?? 0)))
}

/** Rules of which one holds for all that are asked, in any order; it serves the rollout. */
const anyRules = fc
  .tuple(
    anyCuts,
    fc.constantFrom<Condition[]>(
      [],
      [{ attribute: 'plan', operator: 'in', values: ['pro'] }],
      [{ attribute: 'targetingKey', operator: 'startsWith', values: ['user-'] }],
    ),
    fc.array(fc.constantFrom('in', 'endsWith', 'matches'), { maxLength: 5 }),
    fc.boolean(),
    fc.boolean(),
  )
  .chain(([cuts, conditions, others, isTargeted, needs]) => {
    const rollout = splitAt(cuts)
    const rules = [
      ruleWhere(conditions, rollout, 'rollout'),
      ...others.map((operator, at) =>
        ruleWhere(
          [{ attribute: 'plan', operator, values: [`no-${at}`] }],
          at % 2 === 0 ? { variant: 'v2' } : split(50_000, 50_000),
          `other-${at}`,
        ),
      ),
    ]
    return fc.record({
      rollout: fc.constant(rollout),
      rules: fc.shuffledSubarray(rules, { minLength: rules.length }),
      targets: fc.constant(isTargeted ? [{ variant: 'v2', values: ['nobody'] }] : []),
      prerequisites: fc.constant(needs ? [{ flag: 'needed', variants: ['on'] }] : []),
    })
  })

describe('a bucket', { timeout: 30_000 }, () => {
  it('is the first whose boundary, floor(cumulative share · 2^32 / 100,000), exceeds the hash', () => {
    const threeShares = fc.tuple(anyShare, anyShare).map(([a, b]) => {
      const [low, high] = a < b ? [a, b] : [b, a]
      return [low, high - low, 100_000 - high] as const
    })
    fc.assert(
      fc.property(threeShares, anyText, anyText, (shares, salt, unit) => {
        const hash = BigInt(reference.v3(`${salt}:${unit}`, 0))
        let sum = 0n
        const arm = shares.findIndex((share) => {
          sum += BigInt(share)
          return hash < (sum * 2n ** 32n) / 100_000n
        })
        expect(variantsOf({ ...abc, salt, fallthrough: split(...shares) }, [unit])).toEqual([
          `v${arm}`,
        ])
      }),
      { numRuns: 2_000 },
    )
  })

  it('only gains units when its share is raised, and loses the last added when it is lowered', () => {
    fc.assert(
      fc.property(anyShare, anyShare, anyText, (a, b, salt) => {
        const [low, high] = a < b ? [a, b] : [b, a]
        const before = variantsOf({ salt, fallthrough: onFor(low) })
        const after = variantsOf({ salt, fallthrough: onFor(high) })
        for (const [unit, variant] of before.entries())
          if (variant === 'on' && after[unit] !== 'on') expect.fail(`${UNITS[unit]} fell out`)
      }),
      { numRuns: 100 },
    )
  })

  it('of nobody and of everybody are exact', () => {
    expect(new Set(variantsOf({ fallthrough: onFor(0) }))).toEqual(new Set(['off']))
    expect(new Set(variantsOf({ fallthrough: onFor(100_000) }))).toEqual(new Set(['on']))
  })

  it('stays when a percentage becomes a split of variants', () => {
    fc.assert(
      fc.property(anyShare, anyShare, (a, b) => {
        const [low, high] = a < b ? [a, b] : [b, a]
        const two = variantsOf({ ...abc, fallthrough: split(low, 100_000 - low) })
        const three = variantsOf({ ...abc, fallthrough: split(low, high - low, 100_000 - high) })
        for (const [unit, variant] of two.entries())
          expect(three[unit] === 'v0').toBe(variant === 'v0')
      }),
      { numRuns: 30 },
    )
  })

  it('moves only units at the boundary touched when a share is changed at the cost of its neighbour', () => {
    const changes = fc
      .tuple(anyCuts, fc.nat(), anyShare)
      .filter(([cuts]) => cuts.length > 1)
      .map(([cuts, any, wanted]) => {
        const touched = any % cuts.length
        const low = cuts[touched - 1] ?? 0
        const high = cuts[touched + 1] ?? WHOLE
        return { cuts, touched, cut: low + (wanted % (high - low + 1)) }
      })
    fc.assert(
      fc.property(changes, anyText, ({ cuts, touched, cut }, salt) => {
        const before = variantsOf({ ...abc, salt, fallthrough: splitAt(cuts) })
        const after = variantsOf({ ...abc, salt, fallthrough: splitAt(cuts.with(touched, cut)) })
        const [from, to] = [cuts[touched] ?? 0, cut].toSorted((a, b) => a - b).map(boundaryOf)
        const neighbours = [`v${touched}`, `v${touched + 1}`]
        for (const [at, unit] of UNITS.entries()) {
          if (before[at] === after[at]) continue
          expect([before[at], after[at]].sort(), unit).toEqual(neighbours)
          const position = BigInt(reference.v3(`${salt}:${unit}`, 0))
          expect(position >= (from ?? 0n) && position < (to ?? 0n), unit).toBe(true)
        }
      }),
      { numRuns: 200 },
    )
  })

  it('stays in any order of rules that others were added to, with targets and prerequisites', () => {
    fc.assert(
      fc.property(anyRules, anyText, ({ rollout, rules, ...rest }, salt) => {
        const plain = variantsOf({ ...abc, salt, fallthrough: rollout })
        const flag = booleanFlag({ ...abc, ...rest, salt, rules, fallthrough: { variant: 'v3' } })
        const ruleset = compileRuleset({
          flags: [flag, booleanFlag({ key: 'needed' })],
          segments: [],
        })
        expect(ask(ruleset)).toEqual(plain)
      }),
      { numRuns: 200 },
    )
  })

  it('stays through any number of edits, and through off and on', () => {
    const edits = fc.array(fc.record({ on: fc.boolean(), edited: anyRules }), {
      minLength: 1,
      maxLength: 6,
    })
    fc.assert(
      fc.property(edits, anyCuts, anyText, (made, cuts, salt) => {
        const rollout = splitAt(cuts)
        const plain = variantsOf({ ...abc, salt, fallthrough: rollout })
        const first = booleanFlag({ ...abc, salt, fallthrough: rollout })
        const ruleset = compileRuleset({
          flags: [first, booleanFlag({ key: 'needed' })],
          segments: [],
        })
        for (const { on, edited } of made) {
          const rules = edited.rules.map((rule) =>
            rule.serve === edited.rollout ? { ...rule, serve: rollout } : rule,
          )
          const { targets, prerequisites } = edited
          const next = booleanFlag({ ...first, on, rules, targets, prerequisites })
          ruleset.apply({ flags: [encodeLine(next)], segments: [] })
          expect(ask(ruleset)).toEqual(on ? plain : UNITS.map(() => abc.offVariant))
        }
      }),
      { numRuns: 60 },
    )
  })

  it('moves with the salt alone', () => {
    const plain = variantsOf({ salt: 'a', fallthrough: onFor(50_000) })
    expect(variantsOf({ salt: 'b', fallthrough: onFor(50_000, { salt: 'a' }) })).toEqual(plain)
    expect(variantsOf({ salt: 'b', fallthrough: onFor(50_000) })).not.toEqual(plain)
  })
})
