import { expect, it } from 'vitest'
import { aRelease } from '../example-release.ts'
import { draftOfRelease, newGuard } from './plan-draft.ts'
import { faultPlace, stepOf } from './plan-steps.ts'
import { reviewSentences, safetySentences } from './review-words.ts'

const draft = draftOfRelease(aRelease({}))
const facts = {
  flag: 'new-checkout',
  environment: 'production',
  on: false,
  place: 'Everyone else',
}
const plain = (lines: readonly string[]) => lines.map((line) => line.replaceAll('\u00a0', ' '))

it('says what will happen, first things first', () => {
  expect(plain(reviewSentences(draft, facts))).toEqual([
    'new-checkout is off in production: it will be switched on.',
    '5 % of users among everyone else get on first; the others keep off.',
    'Then 99 % and 100 %.',
    'At the earliest it is through in 2 h.',
    '1 % are held back by chance, so that there is somebody to compare with.',
  ])
  expect(plain(reviewSentences(draft, { ...facts, on: true }))[0]).toMatch(/^5 %/)
})

it('says what takes it back, and how sure that is', () => {
  const watched = {
    ...draft,
    guards: [
      newGuard('errors'),
      { ...newGuard('event'), metric: 'refund', toleratedRatio: 1.5 },
      { ...newGuard('prometheus'), threshold: 3 },
    ],
  }
  const said = plain(safetySentences(watched))
  expect(said[0]).toBe(
    'It goes back by itself when run() throws more often than in the control and people have a “refund” more than 1.5 times as often as in the control.',
  )
  expect(said[1]).toBe('It holds when its Prometheus query is above 3, 2 times in a row.')
  expect(said[2]).toMatch(/^At most 1 % of releases/)
  expect(safetySentences({ ...draft, guards: [] })).toEqual([
    expect.stringMatching(/^Nothing takes it back/),
  ])
})

it('knows where a fault is put right', () => {
  expect(
    ['stages.1.share', 'guards.0.metric', 'treatment', 'pastLongestBake.goOnUpTo'].map(stepOf),
  ).toEqual(['stages', 'guards', 'strategy', 'stages'])
  expect(faultPlace('stages.1.share')).toBe('Stage 2, share')
  expect(faultPlace('guards')).toBe('Guards')
  expect(faultPlace('rule')).toBe('Strategy')
})
