import type { ConditionStep, Step } from '@bunting/flag-server/evaluation/explanation-schemas.ts'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { WHOLE } from '../flags/shares.ts'
import { becauseWords, foundWords, segmentStepWords } from './explanation-words.ts'
import { placeOf, positionWords, type RolloutStep } from './position-words.ts'

const boundary = (share: number) => Math.floor((share * 2 ** 32) / WHOLE)

function rollout(position: number | undefined, ...shares: number[]): RolloutStep {
  let sum = 0
  const arms = shares.map((share, index) => {
    const from = boundary(sum)
    sum += share
    return { variant: `v${index}`, share, from, to: boundary(sum) }
  })
  return {
    bucketBy: 'company.id',
    hash: 'murmur3-v1',
    salt: 's',
    ...(position !== undefined && { unit: 'acme', position }),
    arms,
  }
}

const plain = (text: string | null) => text?.replaceAll('\u00a0', ' ')

it('shows a position against the boundaries of its arm', () => {
  const at = Math.floor(0.182_04 * 2 ** 32) + 1
  expect(plain(positionWords(rollout(at, 30_000, 70_000)))).toBe('position 18.204 % < 30 %')
  expect(plain(positionWords(rollout(at, 10_000, 20_000, 70_000)))).toBe(
    '10 % ≤ position 18.204 % < 30 %',
  )
  expect(plain(positionWords(rollout(at, 10_000, 90_000)))).toBe('10 % ≤ position 18.204 %')
  expect(plain(positionWords(rollout(at, 100_000)))).toBe('position 18.204 %')
  expect(positionWords(rollout(undefined, 100_000))).toBeNull()
})

it('never shows a position on the wrong side of a boundary', () => {
  const cut = fc.integer({ min: 1, max: WHOLE - 1 })
  fc.assert(
    fc.property(cut, fc.integer({ min: -2, max: 2 }), (share, off) => {
      const position = boundary(share) + off
      if (position < 0 || position >= 2 ** 32) return
      const place = placeOf(rollout(position, share, WHOLE - share))
      expect(place && place.position < share).toBe(position < boundary(share))
    }),
  )
})

const served: Step = { step: 'serve', variant: 'on' }

it('says why in one breath', () => {
  const rule: Step = {
    step: 'rule',
    index: 2,
    id: 'r',
    name: 'EU pro',
    conditions: [],
    holds: true,
  }
  const split: Step = { ...served, rollout: rollout(0, 30_000, 70_000) }
  expect(plain(becauseWords([rule, split]))).toBe('rule “EU pro”: position 0.000 % < 30 %')
  expect(becauseWords([{ step: 'fallthrough' }, served])).toBe('everyone else')
  expect(
    becauseWords([{ step: 'fallthrough' }, { ...served, rollout: rollout(undefined, WHOLE) }]),
  ).toBe('everyone else: the context has no company.id')
  expect(becauseWords([{ step: 'off' }])).toBe('the flag is off')
  expect(becauseWords([{ step: 'targets', targetingKey: 'ana', variant: 'on' }])).toBe(
    'named individually',
  )
  const decision = { variant: 'off', reason: 'DISABLED' as const, flagMetadata: {} }
  const unmet: Step = { step: 'prerequisite', flag: 'search', wanted: ['on'], decision, met: false }
  expect(becauseWords([unmet])).toBe('prerequisite search is not met')
})

it('says what was found where something was asked', () => {
  const condition: ConditionStep['condition'] = {
    attribute: 'plan',
    operator: 'equals',
    values: ['pro'],
  }
  const step = (parts: Partial<ConditionStep>): ConditionStep => ({
    condition,
    outcome: 'no-match',
    holds: false,
    ...parts,
  })
  expect(foundWords(step({ found: 'free' }))).toBe('it is "free"')
  expect(foundWords(step({ outcome: 'missing' }))).toBe('the context has no plan')
  expect(foundWords(step({ found: 12, outcome: 'wrong-type' }))).toMatch(/^it is 12: /)
  expect(
    foundWords(step({ found: ['a', 'pro'], outcome: 'match', matched: { element: 'pro' } })),
  ).toBe('"pro" is in ["a","pro"]')
  expect(
    segmentStepWords({
      segment: 'beta',
      unit: 'ana',
      because: 'included',
      conditions: [],
      member: true,
    }),
  ).toBe('ana is included')
})
