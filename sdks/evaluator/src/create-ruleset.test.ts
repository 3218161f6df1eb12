import reference from 'murmurhash'
import { describe, expect, it } from 'vitest'
import { compileRuleset } from './compile-ruleset.ts'
import { type CompiledRuleset, createRuleset } from './create-ruleset.ts'
import { decide, isEnabled } from './evaluate.ts'
import { encodeLine } from './line.ts'
import type { Flag, Ruleset, Segment } from './ruleset.ts'
import { flagKeys, linesOf } from './ruleset-lines.ts'
import { booleanFlag, flagWhere, segmentOf } from './testing/flags.ts'
import { createRandom, type Random } from './testing/random.ts'
import { randomContext, randomRuleset } from './testing/random-ruleset.ts'

const inSegment = (key: string) =>
  ({ attribute: 'targetingKey', operator: 'inSegment', values: [key] }) as const
const needs = (flag: string) => [{ flag, variants: ['on'] }]

function change(ruleset: CompiledRuleset, flags: Flag[], segments: Segment[] = []) {
  return ruleset.apply({ flags: flags.map(encodeLine), segments: segments.map(encodeLine) })
}

function changedKeys(outcome: ReturnType<CompiledRuleset['apply']>): string[] {
  return outcome.applied ? [...outcome.changedKeys].sort() : ['refused']
}

function checksumOf(lines: { flags: string[]; segments: string[] }): number {
  const sum = [...lines.flags, ...lines.segments].reduce(
    (total, line) => total + BigInt(reference.v3(line, 0)),
    0n,
  )
  return Number(sum % 2n ** 32n)
}

describe('changed keys', () => {
  it('are those of flags that came, changed or went', () => {
    const ruleset = createRuleset()
    const a = booleanFlag({ key: 'a' })
    const b = booleanFlag({ key: 'b' })
    const c = booleanFlag({ key: 'c' })
    expect(changedKeys(change(ruleset, [a, b]))).toEqual(['a', 'b'])
    expect(changedKeys(change(ruleset, [a, { ...b, on: false }, c]))).toEqual(['b', 'c'])
    const gone = { flags: [], segments: [], removedFlags: ['a', 'nope'] }
    expect(changedKeys(ruleset.apply(gone))).toEqual(['a'])
    const lines = [encodeLine(b), encodeLine(c)]
    expect(changedKeys(ruleset.replace({ flags: lines, segments: [] }))).toEqual(['b'])
    expect(changedKeys(ruleset.replace({ flags: [], segments: [] }))).toEqual(['b', 'c'])
  })

  it('include those that depend on a changed flag or segment, through others too', () => {
    const ruleset = compileRuleset({
      flags: [
        booleanFlag({ key: 'base' }),
        booleanFlag({ key: 'near', prerequisites: needs('base') }),
        booleanFlag({ key: 'far', prerequisites: needs('near') }),
        flagWhere([inSegment('outer')], { key: 'asks-outer' }),
        booleanFlag({ key: 'needs-asks-outer', prerequisites: needs('asks-outer') }),
        flagWhere([inSegment('other')], { key: 'asks-other' }),
        booleanFlag({ key: 'alone' }),
      ],
      segments: [
        segmentOf({ key: 'inner' }),
        segmentOf({ key: 'outer', conditions: [inSegment('inner')] }),
        segmentOf({ key: 'other' }),
      ],
    })
    const off = booleanFlag({ key: 'base', on: false })
    expect(changedKeys(change(ruleset, [off]))).toEqual(['base', 'far', 'near'])
    const inner = segmentOf({ key: 'inner', included: ['ada'] })
    expect(changedKeys(change(ruleset, [], [inner]))).toEqual(['asks-outer', 'needs-asks-outer'])
    expect(changedKeys(change(ruleset, [], [inner]))).toEqual([])
    expect(isEnabled(ruleset, 'needs-asks-outer', { targetingKey: 'ada' })).toBe(true)
  })

  it('forget what a flag needed before', () => {
    const ruleset = compileRuleset({
      flags: [booleanFlag({ key: 'a' }), booleanFlag({ key: 'b', prerequisites: needs('a') })],
      segments: [],
    })
    expect(changedKeys(change(ruleset, [booleanFlag({ key: 'b' })]))).toEqual(['b'])
    expect(changedKeys(change(ruleset, [booleanFlag({ key: 'a', on: false })]))).toEqual(['a'])
  })

  it('include flags whose missing prerequisite or segment arrives', () => {
    const ruleset = compileRuleset({
      flags: [
        booleanFlag({ prerequisites: needs('late') }),
        flagWhere([inSegment('late')], { key: 'asks' }),
      ],
      segments: [],
    })
    expect(isEnabled(ruleset, 'flag')).toBe(false)
    expect(decide(ruleset, 'asks').errorCode).toBe('PARSE_ERROR')
    const late = segmentOf({ key: 'late', included: ['ada'] })
    const outcome = change(ruleset, [booleanFlag({ key: 'late' })], [late])
    expect(changedKeys(outcome)).toEqual(['asks', 'flag', 'late'])
    expect(isEnabled(ruleset, 'flag')).toBe(true)
    expect(isEnabled(ruleset, 'asks', { targetingKey: 'ada' })).toBe(true)
  })

  it('leave the decisions of all other flags the same objects', () => {
    const flags = ['a', 'b'].map((key) =>
      booleanFlag({ key, type: 'json', variants: { on: {}, off: [] } }),
    )
    const ruleset = compileRuleset({ flags, segments: [] })
    const before = decide(ruleset, 'a')
    change(ruleset, [booleanFlag({ key: 'b' })])
    ruleset.replace({ flags: flags.map(encodeLine), segments: [] })
    expect(decide(ruleset, 'a')).toBe(before)
  })
})

it('an answer stays the same object however many keys callers make up', () => {
  const ruleset = compileRuleset({
    flags: [booleanFlag(), booleanFlag({ key: 'g' })],
    segments: [],
  })
  for (let at = 0; at < 2_000; at++) decide(ruleset, `made-up-${at}`)
  const before = decide(ruleset, 'flag')
  // So that nothing is found again but by look-up.
  for (let at = 0; at < 200; at++) decide(ruleset, `other-${'x'.repeat(at)}`)
  expect(decide(ruleset, 'flag')).toBe(before)
})

describe('the checksum', () => {
  const line = encodeLine(booleanFlag())

  it('is the sum of the hashes of all lines, as the murmurhash package has them', () => {
    const ruleset = compileRuleset({
      flags: Array.from({ length: 50 }, (_, at) => booleanFlag({ key: `flag-${at}`, salt: 'ä😀' })),
      segments: [segmentOf({ included: ['ünï'] })],
    })
    expect(ruleset.checksum()).toBe(checksumOf(linesOf(ruleset)))
  })

  it('that is not as expected refuses a change, and nothing changes', () => {
    const ruleset = createRuleset()
    ruleset.replace({ flags: [line], segments: [] }, reference.v3(line, 0))
    const checksum = ruleset.checksum()
    const changed = encodeLine(booleanFlag({ on: false }))
    const wrong = { flags: [changed], segments: [], removedFlags: ['flag'] }
    expect(ruleset.apply(wrong, checksum)).toEqual({
      applied: false,
      checksum: reference.v3(changed, 0),
    })
    expect(ruleset.replace({ flags: [], segments: [] }, 1)).toEqual({ applied: false, checksum: 0 })
    expect(ruleset.checksum()).toBe(checksum)
    expect(isEnabled(ruleset, 'flag')).toBe(true)
    expect(linesOf(ruleset)).toEqual({ flags: [line], segments: [] })
  })

  it('does not match when a key comes twice in a snapshot', () => {
    const ruleset = createRuleset()
    const sum = (2 * reference.v3(line, 0)) % 2 ** 32
    expect(ruleset.replace({ flags: [line, line], segments: [] }, sum).applied).toBe(false)
  })
})

describe('lines', () => {
  it('that cannot be read break their flag only', () => {
    const ruleset = createRuleset()
    const good = encodeLine(booleanFlag({ key: 'good', prerequisites: needs('cut') }))
    const twoKeys = encodeLine(booleanFlag({ key: 'b' })).replace('{', '{"key":"a",')
    const flags = ['{"key":"cut","type":', '', 'garbage', twoKeys, 'null', good]
    expect(ruleset.replace({ flags, segments: ['{"key":"s"}'] }).applied).toBe(true)
    expect(decide(ruleset, 'cut', {}, true)).toMatchObject({
      value: true,
      errorCode: 'PARSE_ERROR',
    })
    expect(decide(ruleset, 'a')).toMatchObject({ errorCode: 'PARSE_ERROR' })
    expect(decide(ruleset, 'good')).toMatchObject({ variant: 'off', reason: 'DEFAULT' })
    expect(flagKeys(ruleset)).toContain('good')
  })

  it('are never taken for a flag when they are a segment', () => {
    const ruleset = compileRuleset({ flags: [], segments: [segmentOf({ key: 's' })] })
    expect(decide(ruleset, 's').errorCode).toBe('FLAG_NOT_FOUND')
    expect(flagKeys(ruleset)).toEqual([])
  })
})

describe('incremental changes', () => {
  interface Change {
    readonly next: Ruleset
    readonly removedFlags: readonly string[]
    readonly removedSegments: readonly string[]
  }

  /** Some flags and segments of another ruleset, some gone. */
  function randomChange(random: Random, held: Ruleset): Change {
    const other = randomRuleset(random)
    const some = (list: readonly { key: string }[]) =>
      list.map(({ key }) => key).filter(() => random.chance(0.15))
    const without = <T extends { key: string }>(list: readonly T[], gone: readonly string[]) =>
      list.filter(({ key }) => !gone.includes(key))
    const removedFlags = some(held.flags)
    const removedSegments = some(held.segments)
    const merge = <T extends { key: string }>(before: readonly T[], changed: readonly T[]): T[] => {
      const picked = changed.filter(() => random.chance(0.4))
      const keys = picked.map(({ key }) => key)
      return [...before.filter(({ key }) => !keys.includes(key)), ...picked]
    }
    const flags = merge(without(held.flags, removedFlags), other.flags)
    const segments = merge(without(held.segments, removedSegments), other.segments)
    return { next: { flags, segments }, removedFlags, removedSegments }
  }

  it('behave as if compiled from scratch, and report exactly what may answer differently', () => {
    let lost = 0
    for (let seed = 1; seed <= 250; seed++) {
      const random = createRandom(seed)
      let held = randomRuleset(random)
      const ruleset = compileRuleset(held)
      for (let step = 0; step < 8; step++) {
        const contexts = random.times(12, () => randomContext(random))
        const answersOf = (asked: CompiledRuleset, key: string) =>
          contexts.map((context) => decide(asked, key, context))
        const keys = ['flag-0', 'flag-1', 'flag-2', 'flag-3', 'flag-4', 'flag-5', 'nowhere']
        // Only some flags are in use, as in an application.
        const used = keys.filter(() => random.chance(0.7))
        const before = new Map(used.map((key) => [key, answersOf(ruleset, key)]))
        const { next, ...removed } = randomChange(random, held)
        const outcome = random.chance(0.2)
          ? ruleset.replace(linesOf(compileRuleset(next)))
          : ruleset.apply({ ...linesOf(compileRuleset(next)), ...removed })
        held = next
        const segmentKeys = next.segments.map(({ key }) => key)
        const asked = next.flags.flatMap(({ rules }) => rules.flatMap((rule) => rule.conditions))
        if (
          asked.some(
            ({ operator, values }) =>
              operator === 'inSegment' && values.some((key) => !segmentKeys.includes(`${key}`)),
          )
        )
          lost++
        const scratch = compileRuleset(held)
        expect(ruleset.checksum()).toBe(scratch.checksum())
        const changed = changedKeys(outcome)
        for (const key of keys) {
          const now = answersOf(ruleset, key)
          expect(now, `seed ${seed}, step ${step}, ${key}`).toEqual(answersOf(scratch, key))
          const was = before.get(key)
          if (was && !changed.includes(key))
            for (const [at, decision] of now.entries()) expect(decision).toBe(was[at])
        }
      }
    }
    // Segments went that flags still asked for.
    expect(lost).toBeGreaterThan(100)
  }, 30_000)
})
