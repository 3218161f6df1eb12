import { expect, it } from 'vitest'
import { aConfiguration } from './example-flag.ts'
import { movedPercent, reshuffleWords } from './reshuffle-words.ts'

const split = (on: number) => [
  { variant: 'on', share: on },
  { variant: 'off', share: 100_000 - on },
]

it('says how many people a reshuffle would move', () => {
  expect(movedPercent(split(50_000))).toBe(50)
  expect(movedPercent(split(25_000))).toBe(38)
  expect(movedPercent(split(1))).toBe(1)
  expect(movedPercent(split(100_000))).toBe(0)
})

it('names each rollout that moves people, and no other', () => {
  const flag = aConfiguration({
    rules: [
      { id: 'a', name: 'Staff', conditions: [], serve: { variant: 'on' } },
      { id: 'b', conditions: [], serve: { rollout: { shares: split(100_000) } } },
    ],
    fallthrough: { rollout: { shares: split(25_000) } },
  })
  expect(reshuffleWords(flag)).toEqual([
    'Everyone else (25\u00a0% on): about 38\u00a0% of people get something else than now.',
  ])
})
