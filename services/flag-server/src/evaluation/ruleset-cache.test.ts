import { decide, encodeLine } from '@bunting/evaluator'
import { beforeEach, expect, it } from 'vitest'
import { createRulesetCache, type RulesetCache } from './ruleset-cache.ts'

const PRODUCTION = { id: 'production', epoch: 'e' }
const LINE_LENGTH = lineOf(10).length

function lineOf(revision: number): string {
  return encodeLine({
    key: 'at',
    type: 'number',
    variants: { now: revision },
    on: true,
    offVariant: 'now',
    prerequisites: [],
    targets: [],
    rules: [],
    fallthrough: { variant: 'now' },
    salt: 'at',
  })
}

let loaded: number[]
let cache: RulesetCache
beforeEach(() => {
  loaded = []
  cache = createRulesetCache(
    async (_, revision) => {
      loaded.push(revision)
      if (revision === 99) throw new Error('the database is away')
      return { flags: [lineOf(revision)], segments: [] }
    },
    { rulesets: 3, characters: 10 * LINE_LENGTH },
  )
})
const valueAt = async (revision: number, environment = PRODUCTION) =>
  decide(await cache.at(environment, revision), 'at').value

it('reads a revision once, for all who ask at the same time and later', async () => {
  expect(await Promise.all([valueAt(11), valueAt(11), valueAt(12)])).toEqual([11, 11, 12])
  expect(await valueAt(11)).toBe(11)
  expect(loaded).toEqual([11, 12])
})

it('forgets what was asked for the longest ago', async () => {
  for (const revision of [11, 12, 13, 11, 14, 11, 13, 12]) await valueAt(revision)
  expect(loaded).toEqual([11, 12, 13, 14, 12])
})

it('holds fewer when they are large, and the newest however large', async () => {
  for (const [rulesets, expected] of [
    [2, 2],
    [0.5, 3],
  ] as const) {
    const tight = createRulesetCache(
      async (_, revision) => {
        loaded.push(revision)
        return { flags: [lineOf(revision)], segments: [] }
      },
      { rulesets: 10, characters: rulesets * LINE_LENGTH },
    )
    loaded = []
    for (const revision of [11, 12, 12, 11]) await tight.at(PRODUCTION, revision)
    expect(loaded).toHaveLength(expected)
  }
})

it('never takes a revision for that of another environment or another epoch', async () => {
  await valueAt(11)
  await valueAt(11, { id: 'staging', epoch: 'e' })
  await valueAt(11, { id: 'production', epoch: 'restored' })
  expect(loaded).toEqual([11, 11, 11])
})

it('reads again what could not be read', async () => {
  await expect(valueAt(99)).rejects.toThrow('away')
  await expect(valueAt(99)).rejects.toThrow('away')
  expect(loaded).toEqual([99, 99])
})
