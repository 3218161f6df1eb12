import { encodeLine, type Flag, type Segment } from '@bunting/evaluator'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Change } from '../revisions/commit-revision.ts'
import { createClientProjection } from './client-projection.ts'
import { createRulesetLines } from './ruleset-lines.ts'

function flag(key: string, more: Partial<Flag> = {}): Flag {
  return {
    key,
    type: 'boolean',
    variants: { on: true, off: false },
    on: true,
    offVariant: 'off',
    prerequisites: [],
    targets: [],
    rules: [],
    fallthrough: { variant: 'on' },
    salt: `${key}.salt`,
    ...more,
  }
}

const put = (one: Flag, clientSide: boolean): Change => ({
  kind: 'flag',
  key: one.key,
  line: encodeLine(one),
  clientSide,
})
const putSegment = (key: string, segments: string[] = []): Change => ({
  kind: 'segment',
  key,
  line: encodeLine({
    key,
    included: [],
    excluded: [],
    conditions: segments.map((name) => ({
      attribute: 'targetingKey',
      operator: 'inSegment',
      values: [name],
    })),
  } satisfies Segment),
  clientSide: false,
})
const inSegment = (name: string) => [
  {
    id: 'r',
    name: 'only for Initech',
    conditions: [{ attribute: 'targetingKey', operator: 'inSegment' as const, values: [name] }],
    serve: { variant: 'on' },
  },
]
const keysAfter = (...changes: Change[]) => {
  const lines = createRulesetLines()
  lines.apply(createClientProjection().apply(changes))
  return [...lines.flags.keys(), ...lines.segments.keys()].sort()
}

it('has the flags marked for client-side SDKs, and no others', () => {
  expect(keysAfter(put(flag('shown'), true), put(flag('hidden'), false))).toEqual(['shown'])
})

it('has what those need, however far away, and loops do not trap it', () => {
  expect(
    keysAfter(
      put(
        flag('shown', {
          prerequisites: [{ flag: 'base', variants: ['on'] }],
          rules: inSegment('staff'),
        }),
        true,
      ),
      put(flag('base', { prerequisites: [{ flag: 'shown', variants: ['on'] }] }), false),
      put(flag('hidden', { rules: inSegment('secret') }), false),
      putSegment('staff', ['everybody']),
      putSegment('everybody', ['staff']),
      putSegment('secret'),
    ),
  ).toEqual(['base', 'everybody', 'shown', 'staff'])
})

it('has the segments that segments are nested in, and those of prerequisites, asked plainly or negated', () => {
  const negated = inSegment('banned').map(({ conditions, ...rule }) => ({
    ...rule,
    conditions: [
      { attribute: 'plan', operator: 'equals' as const, values: ['pro'] },
      ...conditions.map((condition) => ({ ...condition, negate: true })),
    ],
  }))
  expect(
    keysAfter(
      put(flag('shown', { prerequisites: [{ flag: 'base', variants: ['on'] }] }), true),
      put(
        flag('base', { prerequisites: [{ flag: 'ground', variants: ['on'] }], rules: negated }),
        false,
      ),
      put(flag('ground', { rules: inSegment('staff') }), false),
      putSegment('banned', ['spammers', 'fraud']),
      putSegment('spammers'),
      putSegment('fraud', ['card-testers']),
      putSegment('card-testers'),
      putSegment('staff'),
      putSegment('unasked', ['staff']),
    ),
  ).toEqual(['banned', 'base', 'card-testers', 'fraud', 'ground', 'shown', 'spammers', 'staff'])
})

it('carries no names of rules, and does not say who may have the flag', () => {
  const [change] = createClientProjection().apply([
    put(flag('shown', { rules: inSegment('x'), clientSide: true }), true),
  ])
  expect(change?.line).not.toMatch(/Initech|clientSide/)
})

it('takes away what nothing leads to any more', () => {
  const projection = createClientProjection()
  projection.apply([
    put(flag('shown', { prerequisites: [{ flag: 'base', variants: ['on'] }] }), true),
    put(flag('base'), false),
  ])
  expect(
    projection.apply([put(flag('shown'), true)]).map(({ key, line }) => [key, line === null]),
  ).toEqual([
    ['shown', false],
    ['base', true],
  ])
  expect(projection.apply([put(flag('shown'), false)])).toEqual([
    { kind: 'flag', key: 'shown', line: null },
  ])
})

it('is the same after any order of changes as from scratch', () => {
  const keys = ['a', 'b', 'c', 'd']
  const step = fc.record({
    key: fc.constantFrom(...keys),
    clientSide: fc.boolean(),
    needs: fc.subarray(keys),
    gone: fc.boolean(),
  })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
      const changes = steps.map(({ key, clientSide, needs, gone }): Change => {
        const change = put(
          flag(key, { prerequisites: needs.map((need) => ({ flag: need, variants: ['on'] })) }),
          clientSide,
        )
        return gone ? { ...change, line: null } : change
      })
      const projection = createClientProjection()
      const incremental = createRulesetLines()
      for (const change of changes) incremental.apply(projection.apply([change]))
      const newest = new Map(changes.map((change) => [change.key, change]))
      const atOnce = createRulesetLines()
      atOnce.apply(createClientProjection().apply(newest.values()))
      expect(Object.fromEntries(incremental.flags)).toEqual(Object.fromEntries(atOnce.flags))
      expect(incremental.checksum()).toBe(atOnce.checksum())
    }),
  )
})
