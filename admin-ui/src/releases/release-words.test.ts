import { expect, it } from 'vitest'
import { skippedWords, waitsForApproval } from './decision-words.ts'
import { aRelease, aStage } from './example-release.ts'
import { checkWords, guardWords, nextWords, stageTimeWords, stageWords } from './release-words.ts'

const plain = (text: string) => text.replaceAll('\u00a0', ' ')

it('says how long a stage lasts, and who never gets it', () => {
  expect(plain(stageTimeWords(aStage()))).toBe('1 h')
  expect(plain(stageTimeWords(aStage({ bakeMs: 86_400_000, holdback: 1_000 })))).toBe(
    '24 h, 1 % held back',
  )
  expect(stageTimeWords(aStage({ bakeMs: 0 }))).toBe('no wait')
})

it('reads a stage out', () => {
  expect(plain(stageWords(aStage(), 'users'))).toBe('5 %, for at least 1 h and 500 users')
  expect(
    plain(stageWords(aStage({ bakeMs: 0, minimumUnits: 0, approval: true }), 'instances')),
  ).toBe('5 %, once somebody has approved it')
})

it('says what each kind of guard watches', () => {
  const base = { windowMs: 60_000, toleratedRatio: 1, ceiling: null }
  expect(guardWords({ ...base, id: 'errors', kind: 'errors' })).toBe(
    'calls of run() that throw, no more often than in the control',
  )
  expect(plain(guardWords({ ...base, id: 'slow', kind: 'latency', controlP95Ms: 420.04 }))).toBe(
    'calls of run() slower than 420 ms, no more often than in the control',
  )
  expect(
    guardWords({ ...base, id: 'e', kind: 'event', metric: 'refund', toleratedRatio: 1.5 }),
  ).toBe('people with a “refund”, at most 1.5 times as often as in the control')
  const prometheus = { id: 'p', kind: 'prometheus', query: 'x', badWhen: 'above' } as const
  expect(
    plain(
      guardWords({ ...prometheus, windowMs: 1, threshold: 0.5, inARow: 2, onBad: 'roll-back' }),
    ),
  ).toBe('rolls back when its query is above 0.5, 2 times in a row')
})

it('says what a check found', () => {
  const check = (name: 'builds' | 'guards-report', ...about: string[]) =>
    checkWords({ check: name, passed: about.length === 0, about }, 'off')
  expect(check('builds')).toBe('Every connected SDK knows this flag')
  expect(check('builds', 'shop 1.0', 'shop 1.1')).toBe(
    'shop 1.0 and shop 1.1 do not know this flag',
  )
  expect(check('guards-report', 'errors')).toBe('No recent report of errors')
})

it('says what is next, and what a person skips who does not wait for it', () => {
  const decision = {
    do: 'wait',
    reasons: [
      { code: 'bake-time', leftMs: 18 * 60_000 },
      { code: 'minimum-units', missing: 1_204 },
      { code: 'proof', guards: ['errors'], leftMs: 1 },
    ],
  }
  const release = aRelease({ decision })
  expect(plain(nextWords(release))).toBe('99 %')
  expect(nextWords(aRelease({ stage: 2 }))).toBe('the end')
  expect(skippedWords(release).map(plain)).toEqual([
    '18 min of bake time',
    'the wait for 1,204 more treated users',
    'the proof of safety by errors',
  ])
  expect(skippedWords(aRelease({}))).toEqual([])
})

it('knows when nothing but a person is waited for', () => {
  const approval = { code: 'approval', stage: 1, because: 'plan' }
  const waiting = (reasons: object[]) => aRelease({ decision: { do: 'wait', reasons } })
  expect(waitsForApproval(waiting([approval]))).toBe(true)
  expect(waitsForApproval(waiting([approval, { code: 'bake-time', leftMs: 1 }]))).toBe(false)
  expect(waitsForApproval({ ...waiting([approval]), state: 'paused' })).toBe(false)
})
