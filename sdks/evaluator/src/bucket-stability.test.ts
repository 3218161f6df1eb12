import fc from 'fast-check'
import reference from 'murmurhash'
import { describe, expect, it } from 'vitest'
import { compileRuleset } from './compile-ruleset.ts'
import { decide } from './evaluate.ts'
import type { Flag, Serve, Share } from './ruleset.ts'
import { booleanFlag, onFor, ruleWhere } from './testing/flags.ts'

const UNITS = Array.from({ length: 2_000 }, (_, n) => `user-${n}`)
const anyShare = fc.integer({ min: 0, max: 100_000 })
const anyText = fc.string({ unit: 'binary', maxLength: 12 })

/** Variant of each unit. */
function variantsOf(given: Partial<Flag>, units: readonly string[] = UNITS) {
  const ruleset = compileRuleset({ flags: [booleanFlag(given)], segments: [] })
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

  it('moves only units at the boundaries touched when one share of several is changed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 30_000 }), (moved) => {
        const before = variantsOf({ ...abc, fallthrough: split(30_000, 30_000, 30_000, 10_000) })
        const shares = [30_000, 30_000 - moved, 30_000 + moved, 10_000]
        const after = variantsOf({ ...abc, fallthrough: split(...shares) })
        for (const [unit, variant] of before.entries())
          if (variant !== after[unit]) expect([variant, after[unit]]).toEqual(['v1', 'v2'])
      }),
      { numRuns: 30 },
    )
  })

  it('stays through off and on, rules added or reordered, targets and prerequisites', () => {
    const rollout = onFor(37_000)
    const nobody = ruleWhere([{ attribute: 'plan', operator: 'in', values: ['no'] }], {
      variant: 'on',
    })
    const everybody = ruleWhere([], rollout)
    const pro = ruleWhere([{ attribute: 'plan', operator: 'in', values: ['pro'] }], rollout)
    const plain = variantsOf({ fallthrough: rollout })
    const targets = [{ variant: 'on', values: ['nobody'] }]
    expect(variantsOf({ fallthrough: rollout, rules: [nobody] })).toEqual(plain)
    expect(variantsOf({ rules: [everybody] })).toEqual(plain)
    expect(variantsOf({ rules: [nobody, pro] })).toEqual(plain)
    expect(variantsOf({ rules: [pro, nobody], targets })).toEqual(plain)
    const ruleset = compileRuleset({ flags: [booleanFlag({ fallthrough: rollout })], segments: [] })
    const ask = () => UNITS.map((targetingKey) => decide(ruleset, 'flag', { targetingKey }).variant)
    for (const on of [true, false, true]) {
      const line = JSON.stringify(booleanFlag({ on, fallthrough: rollout }))
      ruleset.apply({ flags: [line], segments: [] })
      expect(ask()).toEqual(on ? plain : UNITS.map(() => 'off'))
    }
  })

  it('moves with the salt alone', () => {
    const plain = variantsOf({ salt: 'a', fallthrough: onFor(50_000) })
    expect(variantsOf({ salt: 'b', fallthrough: onFor(50_000, { salt: 'a' }) })).toEqual(plain)
    expect(variantsOf({ salt: 'b', fallthrough: onFor(50_000) })).not.toEqual(plain)
  })
})
