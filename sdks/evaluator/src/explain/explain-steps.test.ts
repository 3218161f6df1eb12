import { describe, expect, it } from 'vitest'
import { compileRuleset } from '../compile-ruleset.ts'
import { murmur3 } from '../murmur3.ts'
import { booleanFlag, flagWhere, onFor, ruleWhere, segmentOf } from '../testing/flags.ts'
import { explain } from './explain.ts'
import { explainPrerequisites } from './explain-prerequisites.ts'

describe('explain tells', () => {
  it('why a flag cannot answer', () => {
    const ruleset = compileRuleset({ flags: [booleanFlag({ offVariant: 'blue' })], segments: [] })
    expect(explain(ruleset, 'nope').steps).toEqual([
      { step: 'error', code: 'FLAG_NOT_FOUND', message: 'no flag "nope"' },
    ])
    expect(explain(ruleset, 'flag').steps).toEqual([
      { step: 'error', code: 'PARSE_ERROR', message: 'TypeError: cannot evaluate "blue"' },
    ])
  })

  it('which prerequisite was not met', () => {
    const prerequisites = ['yes', 'no', 'never'].map((flag) => ({ flag, variants: ['on'] }))
    const flags = [
      booleanFlag({ prerequisites }),
      booleanFlag({ key: 'yes' }),
      booleanFlag({ key: 'no', on: false }),
    ]
    const { decision, steps } = explain(compileRuleset({ flags, segments: [] }), 'flag')
    expect(decision).toMatchObject({ variant: 'off', reason: 'DEFAULT' })
    expect(steps).toMatchObject([
      { step: 'prerequisite', flag: 'yes', met: true, decision: { variant: 'on' } },
      { step: 'prerequisite', flag: 'no', met: false, decision: { reason: 'DISABLED' } },
    ])
  })

  it('how prerequisites came to their decisions, each once and to any depth', () => {
    const needs = (...keys: string[]) => keys.map((flag) => ({ flag, variants: ['on'] }))
    const layers = Array.from({ length: 300 }, (_, layer) =>
      ['x', 'y'].map((side) =>
        booleanFlag({
          key: `${side}${layer}`,
          prerequisites: layer === 0 ? needs('base') : needs(`x${layer - 1}`, `y${layer - 1}`),
        }),
      ),
    ).flat()
    const isPro = [{ attribute: 'plan', operator: 'equals', values: ['pro'] }] as const
    const ruleset = compileRuleset({
      flags: [flagWhere(isPro, { key: 'base' }), ...layers],
      segments: [],
    })
    const context = { plan: 'pro' }
    const explained = explain(ruleset, 'x299', context)
    const all = [...explainPrerequisites(ruleset, explained.steps, context)]
    expect(all.map(({ flag }) => flag).slice(0, 3)).toEqual(['x298', 'y298', 'x297'])
    expect(new Set(all.map(({ flag }) => flag)).size).toBe(all.length)
    expect(all).toHaveLength(2 * 299 + 1)
    for (const { flag, steps } of all) expect(steps).toEqual(explain(ruleset, flag, context).steps)
    expect(all.at(-1)).toMatchObject({ flag: 'base', steps: [{ step: 'rule', holds: true }, {}] })
  })

  it('why a prerequisite cannot answer', () => {
    const prerequisites = [{ flag: 'circle', variants: ['on'] }]
    const ruleset = compileRuleset({
      flags: [booleanFlag({ prerequisites }), booleanFlag({ key: 'circle', prerequisites })],
      segments: [],
    })
    const { steps } = explain(ruleset, 'flag')
    expect([...explainPrerequisites(ruleset, steps)]).toEqual([
      {
        flag: 'circle',
        steps: [{ step: 'error', code: 'PARSE_ERROR', message: 'circle of prerequisites' }],
      },
    ])
  })

  it('what every condition was compared with', () => {
    const country = { attribute: 'country', operator: 'in', values: ['DE', 'FR'] } as const
    const tags = { attribute: 'tags', operator: 'startsWith', values: ['b'], negate: true } as const
    const age = { attribute: 'age', operator: 'lessThan', values: [18] } as const
    const flag = flagWhere([country, tags, age], {
      rules: [
        ruleWhere([country, tags, age], { variant: 'on' }, 'first'),
        { id: 'second', name: 'French', conditions: [country], serve: { variant: 'on' } },
      ],
    })
    const ruleset = compileRuleset({ flags: [flag], segments: [] })
    const context = { country: ['XX', 'FR'], tags: ['alpha'], age: '17' }
    const steps = explain(ruleset, 'flag', context).steps
    expect(steps).toEqual([
      {
        step: 'rule',
        index: 0,
        id: 'first',
        holds: false,
        conditions: [
          {
            condition: country,
            found: ['XX', 'FR'],
            outcome: 'match',
            matched: { value: 'FR', element: 'FR' },
            holds: true,
          },
          { condition: tags, found: ['alpha'], outcome: 'no-match', holds: true },
          { condition: age, found: '17', outcome: 'wrong-type', holds: false },
        ],
      },
      expect.objectContaining({
        step: 'rule',
        index: 1,
        id: 'second',
        name: 'French',
        holds: true,
      }),
      { step: 'serve', variant: 'on' },
    ])
    expect(explain(ruleset, 'flag').steps).toMatchObject([
      { conditions: [{ outcome: 'missing', holds: false }] },
      { conditions: [{ outcome: 'missing', holds: false }] },
      { step: 'fallthrough' },
      { step: 'serve', variant: 'off' },
    ])
  })

  it('why somebody is in a segment', () => {
    const inSegments = {
      attribute: 'targetingKey',
      operator: 'inSegment',
      values: ['testers', 'staff'],
    } as const
    const isStaff = { attribute: 'staff', operator: 'equals', values: [true] } as const
    const ruleset = compileRuleset({
      flags: [flagWhere([inSegments])],
      segments: [
        segmentOf({ key: 'testers', included: ['ada'], excluded: ['eve'] }),
        segmentOf({ key: 'staff', conditions: [isStaff] }),
      ],
    })
    const segmentsOf = (targetingKey: string) => {
      const [rule] = explain(ruleset, 'flag', { targetingKey, staff: true }).steps
      return rule?.step === 'rule' ? rule.conditions[0]?.segments : undefined
    }
    expect(segmentsOf('ada')).toEqual([
      { segment: 'testers', unit: 'ada', because: 'included', conditions: [], member: true },
    ])
    expect(segmentsOf('eve')).toMatchObject([
      { segment: 'testers', because: 'excluded', member: false },
      { segment: 'staff', because: 'conditions', conditions: [{ holds: true }], member: true },
    ])
    expect(segmentsOf('bob')?.[0]).toMatchObject({ because: 'not-listed', member: false })
  })

  it('the position in a rollout, and where its arms begin and end', () => {
    const flag = booleanFlag({ fallthrough: onFor(25_000, { bucketBy: 'company.id' }) })
    const ruleset = compileRuleset({ flags: [flag], segments: [] })
    const { decision, steps } = explain(ruleset, 'flag', { company: { id: 42 } })
    const position = murmur3('flag.salt:42')
    expect(steps).toEqual([
      { step: 'fallthrough' },
      {
        step: 'serve',
        variant: position < 2 ** 30 ? 'on' : 'off',
        rollout: {
          bucketBy: 'company.id',
          hash: 'murmur3-v1',
          salt: 'flag.salt',
          unit: '42',
          position,
          arms: [
            { variant: 'on', share: 25_000, from: 0, to: 2 ** 30 },
            { variant: 'off', share: 75_000, from: 2 ** 30, to: 2 ** 32 },
          ],
        },
      },
    ])
    expect(decision.reason).toBe('SPLIT')
    const noUnit = explain(ruleset, 'flag', { company: { id: 4.2 } })
    expect(noUnit.decision).toMatchObject({ variant: 'off', reason: 'DEFAULT' })
    expect(noUnit.steps[1]).toMatchObject({ rollout: { unit: undefined, position: undefined } })
  })

  it('which target names somebody', () => {
    const flag = booleanFlag({ targets: [{ variant: 'off', values: ['ada'] }] })
    const ruleset = compileRuleset({ flags: [flag], segments: [] })
    expect(explain(ruleset, 'flag', { targetingKey: 'ada' }).steps).toEqual([
      { step: 'targets', targetingKey: 'ada', variant: 'off' },
    ])
    expect(explain(ruleset, 'flag', {}).steps[0]).toEqual({
      ...{ step: 'targets', targetingKey: undefined, variant: undefined },
    })
  })

  it('without counting', () => {
    const ruleset = compileRuleset({ flags: [booleanFlag()], segments: [] })
    explain(ruleset, 'flag')
    expect(ruleset.drainCounts()).toEqual([])
  })
})
