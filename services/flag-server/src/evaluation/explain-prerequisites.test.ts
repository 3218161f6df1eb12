import { compileRuleset, type EvaluationContext, type Flag } from '@bunting/evaluator'
import { explain } from '@bunting/evaluator/explain'
import { expect, it } from 'vitest'
import { prerequisitesWithin } from './explain-prerequisites.ts'

/** Each needs the one before it. */
function chain(length: number, given: (at: number) => Partial<Flag> = () => ({})): Flag[] {
  return Array.from({ length }, (_, at) => ({
    key: `f${at}`,
    type: 'boolean',
    variants: { on: true, off: false },
    on: true,
    offVariant: 'off',
    prerequisites: at === 0 ? [] : [{ flag: `f${at - 1}`, variants: ['on'] }],
    targets: [],
    rules: [],
    fallthrough: { variant: 'on' },
    salt: `f${at}`,
    ...given(at),
  }))
}

function explained(flags: Flag[], context: EvaluationContext = {}) {
  const ruleset = compileRuleset({ flags, segments: [] })
  const { steps } = explain(ruleset, `f${flags.length - 1}`, context)
  return prerequisitesWithin(ruleset, steps, context)
}

it('tells of every flag that was asked, the nearest first', () => {
  const { prerequisites, ...rest } = explained(chain(101))
  expect(prerequisites.map(({ flag }) => flag)).toEqual(
    Array.from({ length: 100 }, (_, at) => `f${99 - at}`),
  )
  expect(rest).toEqual({})
})

it('says when it leaves some out: of more than 100', () => {
  for (const length of [102, 3_000]) {
    const { prerequisites, prerequisitesCut } = explained(chain(length))
    expect(prerequisites).toHaveLength(100)
    expect(prerequisitesCut).toBe(true)
  }
})

it('says when it leaves some out: of more than 250,000 characters', () => {
  const rules = [
    {
      id: 'r',
      conditions: [{ attribute: 'note', operator: 'in' as const, values: ['x'] }],
      serve: { variant: 'on' },
    },
  ]
  const context = { note: 'y'.repeat(60_000) }
  const { prerequisites, prerequisitesCut } = explained(
    chain(8, () => ({ rules })),
    context,
  )
  expect(prerequisites.map(({ flag }) => flag)).toEqual(['f6', 'f5', 'f4', 'f3'])
  expect(prerequisitesCut).toBe(true)
})
