import { encodeLine, type Flag, murmur3, type Segment } from '@bunting/evaluator'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Change } from '../revisions/commit-revision.ts'
import { createClientProjection } from './client-projection.ts'
import { listSalt } from './client-projection-lines.ts'
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
const putThis = (segment: Segment): Change => ({
  kind: 'segment',
  key: segment.key,
  line: encodeLine(segment),
  clientSide: false,
})
const putSegment = (key: string, segments: string[] = []): Change =>
  putThis({
    key,
    included: [],
    excluded: [],
    conditions: segments.map((name) => ({
      attribute: 'targetingKey',
      operator: 'inSegment',
      values: [name],
    })),
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
  lines.apply(createClientProjection('production').apply(changes))
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

/** The lines that a client key holds after these changes, parsed. */
function givenAfter(changes: Change[], environmentId = 'production'): Record<string, Flag> {
  const given = createClientProjection(environmentId).apply(changes)
  return Object.fromEntries(given.map(({ key, line }) => [key, JSON.parse(`${line}`)]))
}

it('carries no names of rules, and does not say who may have the flag', () => {
  const [change] = createClientProjection('production').apply([
    put(flag('shown', { rules: inSegment('x'), clientSide: true }), true),
  ])
  expect(change?.line).not.toMatch(/Initech|clientSide/)
})

it('tells of a flag that is off what it serves, and neither to whom it will serve what, nor what it needs', () => {
  const { shown, base } = givenAfter([
    put(
      flag('shown', {
        type: 'string',
        variants: { on: 'launching on Friday', off: 'nothing' },
        on: false,
        prerequisites: [{ flag: 'base', variants: ['on'] }],
        targets: [{ variant: 'on', values: ['ada'] }],
        rules: inSegment('staff'),
      }),
      true,
    ),
    put(flag('base'), false),
    putSegment('staff'),
  ])
  expect(base).toBeUndefined()
  expect(shown).toEqual(
    flag('shown', {
      type: 'string',
      variants: { off: 'nothing' },
      on: false,
      fallthrough: { variant: 'off' },
    }),
  )
})

it('tells which variant a prerequisite serves, but not what that is, unless browsers may know', () => {
  const needs = { prerequisites: [{ flag: 'base', variants: ['on'] }] }
  const base = flag('base', { type: 'string', variants: { on: 'https://internal', off: '' } })
  const lineOf = (clientSide: boolean) =>
    givenAfter([put(flag('shown', needs), true), put(base, clientSide)]).base
  expect(lineOf(false)).toEqual({ ...base, type: 'json', variants: { on: null, off: null } })
  expect(lineOf(true)).toEqual(base)
})

const people: Partial<Flag> = {
  targets: [{ variant: 'on', values: ['ada', 'bob'] }],
  rules: [
    {
      id: 'r',
      conditions: [
        { attribute: 'plan', operator: 'equals', values: ['Pro'], ignoreCase: true },
        { attribute: 'customer', operator: 'in', values: [4711, true] },
        { attribute: 'staff', operator: 'equals', values: [true] },
        { attribute: 'email', operator: 'endsWith', values: ['@acme.example'] },
      ],
      serve: { variant: 'on' },
    },
  ],
}

it('hashes every list of people and what equality asks for, and leaves what cannot be hashed', () => {
  const { shown } = givenAfter([put(flag('shown', people), true)])
  const salt = listSalt('production', 'flag shown')
  const hashesOf = (...texts: string[]) =>
    texts
      .map((text) => [`${salt}:${text}`, `${salt}::${text}`])
      .map((words) => words.map((word) => murmur3(word).toString(36)).join('.'))
      .sort()
  const number =
    BigInt(murmur3(`${salt}:4711`)) * 2n ** 21n + BigInt(murmur3(`${salt}::4711`)) / 2n ** 11n
  expect(shown?.targets).toEqual([{ variant: 'on', values: hashesOf('ada', 'bob'), hashed: salt }])
  expect(shown?.rules[0]?.conditions).toEqual([
    {
      ...{ attribute: 'plan', operator: 'equals', values: hashesOf('PRO') },
      ...{ ignoreCase: true, hashed: salt },
    },
    { attribute: 'customer', operator: 'in', values: [Number(number), true], hashed: salt },
    { attribute: 'staff', operator: 'equals', values: [true] },
    { attribute: 'email', operator: 'endsWith', values: ['@acme.example'] },
  ])
})

it('gives the same bytes on every replica, and the same person another hash in each list and environment', () => {
  const hashIn = (environment: string, key: string) =>
    givenAfter([put(flag(key, people), true)], environment)[key]?.targets[0]?.values
  expect(hashIn('production', 'a')).toEqual(hashIn('production', 'a'))
  const all = [hashIn('production', 'a'), hashIn('production', 'b'), hashIn('staging', 'a')].flat()
  expect(new Set(all).size).toBe(6)
})

it('takes away what nothing leads to any more', () => {
  const projection = createClientProjection('production')
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
      const projection = createClientProjection('production')
      const incremental = createRulesetLines()
      for (const change of changes) incremental.apply(projection.apply([change]))
      const newest = new Map(changes.map((change) => [change.key, change]))
      const atOnce = createRulesetLines()
      atOnce.apply(createClientProjection('production').apply(newest.values()))
      expect(Object.fromEntries(incremental.flags)).toEqual(Object.fromEntries(atOnce.flags))
      expect(incremental.checksum()).toBe(atOnce.checksum())
    }),
  )
})
