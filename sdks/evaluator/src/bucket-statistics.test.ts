import { describe, expect, it } from 'vitest'
import { compileRuleset } from './compile-ruleset.ts'
import { decide } from './evaluate.ts'
import { murmur3 } from './murmur3.ts'
import { independenceOf, uniformityOf } from './testing/chi-square.ts'
import { booleanFlag } from './testing/flags.ts'
import { createRandom } from './testing/random.ts'

const UNITS = 40_000
const random = createRandom(1)
const hex = (digits: number) => random.times(digits, () => random.below(16).toString(16)).join('')
const family = (make: (index: number) => string) => Array.from({ length: UNITS }, (_, n) => make(n))

const FAMILIES: Readonly<Record<string, readonly string[]>> = {
  counted: family((n) => `user-${n}`),
  numbers: family((n) => `${1_000_000 + n * 3}`),
  uuids: family(() => [8, 4, 4, 4, 12].map(hex).join('-')),
  mails: family((n) => `${hex(6)}.${n % 97}@example.org`),
  names: family((n) => `Žofie-${String.fromCodePoint(0x1f600 + (n % 80))}-${n}`),
}
const SALTS = random.times(10, (index) => `flag-${index}.${hex(8)}`)

/** 50 tests of uniformity and 45 of independence at 0.001 in all: 0.001 / 95 each, one-sided. */
const LIMIT = 4.256

type Bucket = (salt: string, unit: string) => number

/** Bins by the evaluator: a rollout of equal arms. */
function evaluated(bins: number): Bucket {
  const names = Array.from({ length: bins }, (_, bin) => `${bin}`)
  const shares = names.map((variant) => ({ variant, share: 100_000 / bins }))
  const flags = SALTS.map((salt) =>
    booleanFlag({
      key: salt,
      type: 'number',
      variants: Object.fromEntries(names.map((name) => [name, Number(name)])),
      offVariant: '0',
      salt,
      fallthrough: { rollout: { shares } },
    }),
  )
  const ruleset = compileRuleset({ flags, segments: [] })
  return (salt, targetingKey) => decide(ruleset, salt, { targetingKey }, 0).value
}

function worstUniformity(bucket: Bucket): number {
  const deviations = Object.values(FAMILIES).flatMap((units) =>
    SALTS.map((salt) =>
      uniformityOf(
        units.map((unit) => bucket(salt, unit)),
        100,
      ),
    ),
  )
  return Math.max(...deviations)
}

function worstIndependence(bucket: Bucket): number {
  const units = FAMILIES.counted ?? []
  const draws = SALTS.map((salt) => units.map((unit) => bucket(salt, unit)))
  const deviations = draws.flatMap((a, at) =>
    draws.slice(at + 1).map((b) => independenceOf(a, b, 10)),
  )
  expect(deviations).toHaveLength(45)
  return Math.max(...deviations)
}

/** What murmur3 is there to avoid. */
function sumOfCodes(text: string): number {
  let sum = 0
  for (let at = 0; at < text.length; at++) sum += text.charCodeAt(at)
  return sum
}

describe('buckets', { timeout: 30_000 }, () => {
  it('are evenly filled, whatever the ids look like', () => {
    expect(worstUniformity(evaluated(100))).toBeLessThan(LIMIT)
  })

  it('of two salts have nothing to do with each other', () => {
    expect(worstIndependence(evaluated(10))).toBeLessThan(LIMIT)
  })
})

describe('the tests of that', { timeout: 30_000 }, () => {
  it('find an uneven hash', () => {
    const uneven: Bucket = (salt, unit) => sumOfCodes(`${salt}:${unit}`) % 100
    expect(worstUniformity(uneven)).toBeGreaterThan(LIMIT)
  })

  it('find salts that only shift the same hash', () => {
    const shifted: Bucket = (salt, unit) =>
      Math.floor((((murmur3(unit) + murmur3(salt)) % 2 ** 32) / 2 ** 32) * 10)
    expect(worstIndependence(shifted)).toBeGreaterThan(LIMIT)
  })
})
