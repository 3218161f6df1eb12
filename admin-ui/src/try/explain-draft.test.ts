import type { Condition, Flag, Segment } from '@bunting/evaluator'
import { expect, it } from 'vitest'
import { evaluatedFlag } from '../flags/evaluated-flag.ts'
import { aConfiguration, aFlag } from '../flags/example-flag.ts'
import { decisionWords } from './decision-words.ts'
import { explainDraft } from './explain-draft.ts'
import { neededParts } from './needed-parts.ts'

const asks = (...segments: string[]): Condition => ({
  attribute: 'targetingKey',
  operator: 'inSegment',
  values: segments,
})
const segment = (key: string, parts: Partial<Segment> = {}): Segment => ({
  key,
  included: [],
  excluded: [],
  conditions: [],
  ...parts,
})
const flag = (key: string, parts: Partial<Flag>): Flag => ({
  ...evaluatedFlag(aFlag({ key }), aConfiguration({ on: true, fallthrough: { variant: 'off' } })),
  ...parts,
})
const rule = (condition: Condition) => ({
  id: 'r',
  conditions: [condition],
  serve: { variant: 'on' },
})

it('needs its prerequisites, the segments all of them ask for, and those within segments', () => {
  const search = flag('search', { rules: [rule(asks('beta'))] })
  const checkout = flag('checkout', {
    rules: [rule(asks('staff', 'gone'))],
    prerequisites: [{ flag: 'search', variants: ['on'] }],
  })
  const known = {
    flags: new Map([
      ['search', search],
      ['unasked', flag('unasked', { rules: [rule(asks('other'))] })],
    ]),
    segments: new Map(
      [segment('staff', { conditions: [asks('admins')] }), segment('admins'), segment('beta')].map(
        (one) => [one.key, one],
      ),
    ),
  }
  const needed = neededParts(checkout, known)
  expect(needed.flags).toEqual([checkout, search])
  expect(needed.segments).toEqual(['admins', 'beta', 'staff'])
})

it('answers with what is typed, as the SDKs would', () => {
  const typed = flag('checkout', { rules: [rule(asks('staff'))] })
  const segments = [segment('staff', { included: ['ana'] })]
  const { decision } = explainDraft({ flags: [typed], segments }, 'checkout', {
    targetingKey: 'ana',
  })
  expect(decision).toMatchObject({ variant: 'on', reason: 'TARGETING_MATCH' })
})

it('says how prerequisites came to their answers, as many as the server does', () => {
  const flags = Array.from({ length: 120 }, (_, at) =>
    flag(`f${at}`, {
      prerequisites: at === 0 ? [] : [{ flag: `f${at - 1}`, variants: ['off'] }],
    }),
  )
  const ruleset = { flags, segments: [] }
  expect(explainDraft(ruleset, 'f119', {}).prerequisites).toHaveLength(100)
  expect(explainDraft(ruleset, 'f2', {}).prerequisites).toMatchObject([
    { flag: 'f1', steps: [{ step: 'prerequisite', flag: 'f0', met: true }, {}, {}] },
    { flag: 'f0', steps: [{ step: 'fallthrough' }, { variant: 'off' }] },
  ])
})

it('says of a decision alone what it can', () => {
  const rules = [{ id: 'r', name: 'Staff', conditions: [], serve: { variant: 'on' } }]
  const decision = { variant: 'on', flagMetadata: {} }
  expect(decisionWords({ ...decision, reason: 'DISABLED' }, rules)).toBe('the flag is off')
  expect(decisionWords({ ...decision, reason: 'SPLIT' }, rules)).toBe(
    'everyone else, by percentage',
  )
  const byRule = { ...decision, flagMetadata: { ruleId: 'r' } }
  expect(decisionWords({ ...byRule, reason: 'TARGETING_MATCH' }, rules)).toBe('rule “Staff”')
  expect(decisionWords({ ...byRule, reason: 'SPLIT' }, [])).toBe(
    'a rule that is gone, by percentage',
  )
  const wrong = { reason: 'ERROR' as const, errorMessage: 'no segment "x"', flagMetadata: {} }
  expect(decisionWords(wrong, rules)).toBe('no segment "x"')
})
