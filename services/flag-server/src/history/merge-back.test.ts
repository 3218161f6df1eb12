import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { SegmentConfiguration } from '../segments/segment-schemas.ts'
import type { FlagContent } from './contents.ts'
import { flagWithout, segmentWithout } from './merge-back.ts'

const flag = (parts: Partial<FlagContent> = {}): FlagContent => ({
  on: false,
  offVariant: 'off',
  prerequisites: [],
  targets: [],
  rules: [],
  fallthrough: { variant: 'on' },
  salt: 's',
  ...parts,
})
const rule = (id: string, variant = 'on') => ({ id, conditions: [], serve: { variant } })
const rules = (...ids: string[]) => flag({ rules: ids.map((id) => rule(id)) })
const idsOf = ({ content }: { content: FlagContent }) => content.rules.map(({ id }) => id)

describe('a flag without one change', () => {
  it('is what it was, when nothing has happened since', () => {
    const before = rules('a', 'b')
    const after = flag({ on: true, rules: [rule('b', 'off')] })
    expect(flagWithout({ before, after, now: after })).toEqual({ content: before, conflicts: [] })
  })

  it('keeps what others changed in other parts', () => {
    const before = rules('a')
    const after = flag({ ...before, on: true })
    const now = flag({ on: true, offVariant: 'on', rules: [rule('a'), rule('new')] })
    const { content, conflicts } = flagWithout({ before, after, now })
    expect({ content, conflicts }).toEqual({ content: { ...now, on: false }, conflicts: [] })
  })

  it('changes one rule back and leaves the others, and their order, as they are now', () => {
    const before = flag({ rules: [rule('a'), rule('b')] })
    const after = flag({ rules: [rule('a', 'off'), rule('b')] })
    const now = flag({ rules: [rule('new'), rule('b', 'off'), rule('a', 'off')] })
    const merged = flagWithout({ before, after, now })
    expect(merged.conflicts).toEqual([])
    expect(merged.content.rules).toEqual([rule('new'), rule('b', 'off'), rule('a')])
  })

  it('puts a removed rule back behind the one it stood behind', () => {
    const sides = {
      before: rules('a', 'b', 'c'),
      after: rules('a', 'c'),
      now: rules('a', 'x', 'c'),
    }
    expect(idsOf(flagWithout(sides))).toEqual(['a', 'b', 'x', 'c'])
  })

  it('takes an added rule away, also when another was added since', () => {
    const sides = { before: rules('a'), after: rules('a', 'b'), now: rules('a', 'b', 'c') }
    expect(idsOf(flagWithout(sides))).toEqual(['a', 'c'])
  })

  it('names what was changed again since', () => {
    const before = flag({ rules: [rule('a')] })
    const after = flag({ rules: [rule('a', 'off')], offVariant: 'x' })
    const now = flag({ rules: [{ ...rule('a', 'third'), name: 'EU pro' }], offVariant: 'y' })
    expect(flagWithout({ before, after, now }).conflicts).toEqual([
      'what is served when off',
      'rule "EU pro"',
    ])
  })

  it('does not put an order back that others have changed since', () => {
    const sides = { before: rules('a', 'b'), after: rules('b', 'a'), now: rules('b', 'c', 'a') }
    expect(flagWithout(sides).conflicts).toEqual(['the order of rules'])
  })

  it('has nothing to do where somebody has undone it by hand', () => {
    const before = rules('a', 'b')
    const sides = { before, after: rules('a'), now: before }
    expect(flagWithout(sides)).toEqual({ content: before, conflicts: [] })
  })
})

const units = fc.uniqueArray(fc.constantFrom<string[]>('a', 'b', 'c', 'd', 'e'))
const segment = fc.record<SegmentConfiguration>({
  included: units,
  excluded: units,
  conditions: fc.constant([]),
})

describe('a segment without one change', () => {
  it('has those back who went, is without those who came, and all others are where they are', () => {
    fc.assert(
      fc.property(segment, segment, segment, (before, after, now) => {
        const { content, conflicts } = segmentWithout({ before, after, now })
        expect(conflicts).toEqual([])
        for (const unit of 'abcde') {
          const came = after.included.includes(unit) && !before.included.includes(unit)
          const went = before.included.includes(unit) && !after.included.includes(unit)
          expect(content.included.includes(unit)).toBe(
            went || (!came && now.included.includes(unit)),
          )
        }
      }),
    )
  })
})
