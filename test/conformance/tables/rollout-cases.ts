import type { EvaluationContext, Flag } from '@bunting/evaluator'
import reference from 'murmurhash'
import type { DecisionCase } from '../vector-file.ts'
import { booleanFlag, share } from './flags.ts'

/** By the reference implementation, and in whole numbers: nothing here is the evaluator's. */
const positionOf = (salt: string, unit: string) => BigInt(reference.v3(`${salt}:${unit}`, 0))
const boundaryOf = (cumulativeShare: number) => (BigInt(cumulativeShare) * 2n ** 32n) / 100_000n

const SPACE = 2n ** 32n
const ODD_UNITS = [
  '',
  ' ',
  'a',
  'ab',
  'abc',
  'abcd',
  'abcde',
  'ünï',
  '足球',
  '😀',
  'e\u0301',
  'é',
  '\ud800',
  'x'.repeat(300),
]
const ODD_SALTS = ['salt', 's', '', 'sälz', '😀', 'a:b', '0'.repeat(99)]

const flags: Flag[] = []
const cases: DecisionCase[] = []

function expectSplit(flag: string, context: EvaluationContext, variant: string, why: string): void {
  const name = `${cases.length + 1} ${flag}, ${JSON.stringify(context).slice(0, 60)}: ${why}`
  cases.push({ name, flag, context, expect: { value: variant === 'on', variant, reason: 'SPLIT' } })
}

/** A flag at one share; the last unit below its boundary and the first above, of many. */
function atBoundary(part: number, units: readonly string[]): void {
  const key = `share-${part}`
  const salt = 'boundary'
  flags.push(booleanFlag(key, { salt, fallthrough: share(part) }))
  const boundary = boundaryOf(part)
  for (const targetingKey of units) {
    const position = positionOf(salt, targetingKey)
    const variant = position < boundary ? 'on' : 'off'
    expectSplit(key, { targetingKey }, variant, `${position} and ${boundary}`)
  }
}

/** Units that are exactly at the boundary of some share: the first arm ends before them. */
function exactlyAt(): void {
  for (let n = 0; n < 200_000; n++) {
    const targetingKey = `user-${n}`
    const position = positionOf('exact', targetingKey)
    const part = Number((position * 100_000n) / SPACE) + 1
    if (boundaryOf(part) !== position) continue
    const key = `exact-${part}`
    flags.push(booleanFlag(key, { salt: 'exact', fallthrough: share(part) }))
    expectSplit(key, { targetingKey }, 'off', `${position} is the boundary`)
  }
}

/** The units with the lowest and the highest positions of half a million. */
function extremes(): string[] {
  const found = { low: [] as [bigint, string][], high: [] as [bigint, string][] }
  for (let n = 0; n < 500_000; n++) {
    const unit = `user-${n}`
    const position = positionOf('boundary', unit)
    if (position < SPACE / 50_000n) found.low.push([position, unit])
    if (position > SPACE - SPACE / 50_000n) found.high.push([position, unit])
  }
  const sorted = (list: [bigint, string][]) =>
    list.sort(([a], [b]) => (a < b ? -1 : 1)).map(([, unit]) => unit)
  return [...sorted(found.low).slice(0, 6), ...sorted(found.high).slice(-6)]
}

export function rolloutCases(): { flags: Flag[]; cases: DecisionCase[] } {
  const edge = extremes()
  for (const part of [0, 1, 99_999, 100_000]) atBoundary(part, edge)

  exactlyAt()
  // The share that just leaves a unit out, and the one that just takes it in.
  for (const [at, targetingKey] of ['ada', 'bob', 'eve', 'ünï', '😀', '42'].entries()) {
    const salt = `close-${at}`
    const out = Number((positionOf(salt, targetingKey) * 100_000n) / SPACE)
    for (const part of [out, out + 1]) {
      const key = `${salt}-${part}`
      flags.push(booleanFlag(key, { salt, fallthrough: share(part) }))
      const variant = positionOf(salt, targetingKey) < boundaryOf(part) ? 'on' : 'off'
      expectSplit(key, { targetingKey }, variant, `${part} thousandths of a percent`)
    }
  }

  for (const [at, salt] of ODD_SALTS.entries()) {
    const key = `salt-${at}`
    flags.push(booleanFlag(key, { salt, fallthrough: share(50_000) }))
    for (const targetingKey of ODD_UNITS) {
      const variant = positionOf(salt, targetingKey) < SPACE / 2n ? 'on' : 'off'
      expectSplit(key, { targetingKey }, variant, `salt ${JSON.stringify(salt).slice(0, 12)}`)
    }
  }
  splitOfFive()
  bucketedByAnything()
  return { flags, cases }
}

function splitOfFive(): void {
  const shares = [10_000, 0, 33_333, 16_667, 40_000].map((part, at) => ({
    variant: `v${at}`,
    share: part,
  }))
  const variants = Object.fromEntries(shares.map(({ variant }, at) => [variant, at]))
  const more = { type: 'number', variants, offVariant: 'v4', salt: 'five' } as const
  flags.push(booleanFlag('five', { ...more, fallthrough: { rollout: { shares } } }))
  for (let n = 0; n < 40; n++) {
    const position = positionOf('five', `user-${n}`)
    let sum = 0
    const arm = shares.findIndex(({ share: part }) => {
      sum += part
      return position < boundaryOf(sum)
    })
    const context = { targetingKey: `user-${n}` }
    const expect = { value: arm, variant: `v${arm}`, reason: 'SPLIT' }
    cases.push({ name: `${cases.length + 1} five, ${n}`, flag: 'five', context, expect })
  }
}

function bucketedByAnything(): void {
  const fallthrough = share(50_000, { bucketBy: 'company.id', salt: 'shared' })
  flags.push(booleanFlag('by-company', { fallthrough }))
  const rules = [{ id: 'rule', conditions: [], serve: share(100_000, { bucketBy: 'instance' }) }]
  flags.push(booleanFlag('by-instance', { rules }))
  const half = (unit: string) => (positionOf('shared', unit) < SPACE / 2n ? 'on' : 'off')
  for (const id of ['acme', 'ünï', '42', '-7', '9007199254740991'])
    expectSplit('by-company', { company: { id } }, half(id), 'a string')
  for (const id of [42, -7, 0, 9_007_199_254_740_991])
    expectSplit('by-company', { company: { id } }, half(`${id}`), 'a whole number, as its digits')
  expectSplit('by-company', { 'company.id': 'acme' }, half('acme'), 'the literal name')
  const strange = [1.5, 9_007_199_254_740_992, true, null, [], ['acme'], { id: 'acme' }, undefined]
  for (const id of strange)
    for (const [flag, context] of [
      ['by-company', { company: { id }, targetingKey: 'ada' }],
      ['by-instance', { instance: id, targetingKey: 'ada' }],
    ] as const) {
      // Who says nothing of its instance is bucketed by the SDK's own.
      if (flag === 'by-instance' && id === undefined) continue
      cases.push({
        name: `${cases.length + 1} ${flag}: nobody can be bucketed by ${JSON.stringify(id)}`,
        flag,
        context,
        expect: { value: false, variant: 'off', reason: 'DEFAULT' },
      })
    }
  cases.push({
    name: `${cases.length + 1} by-instance: everybody`,
    flag: 'by-instance',
    context: { instance: 'i-1' },
    expect: { value: true, variant: 'on', reason: 'SPLIT', ruleId: 'rule' },
  })
}
