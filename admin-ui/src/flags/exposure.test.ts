import { expect, it } from 'vitest'
import { aConfiguration } from './example-flag.ts'
import { exposure } from './exposure.ts'

const rollout = (on: number) => ({
  rollout: {
    shares: [
      { variant: 'on', share: on },
      { variant: 'off', share: 100_000 - on },
    ],
  },
})

it('is nothing for a flag that is off, whatever it would serve', () => {
  expect(exposure(aConfiguration({ on: false, fallthrough: { variant: 'on' } }))).toMatchObject({
    state: 'off',
    share: 0,
    words: 'off',
  })
})

it('is the share of everyone who gets something else than when off', () => {
  expect(exposure(aConfiguration({ on: true, fallthrough: rollout(25_000) }))).toEqual({
    state: 'partial',
    share: 25_000,
    words: '25\u00a0%',
    beside: null,
  })
})

it('is everyone for a flag that is on', () => {
  expect(exposure(aConfiguration({ on: true }))).toMatchObject({ state: 'on', words: 'on' })
})

it('tells of the rules and names beside it', () => {
  const rule = { id: 'r1', conditions: [], serve: { variant: 'on' } }
  const flag = aConfiguration({
    on: true,
    fallthrough: { variant: 'off' },
    rules: [rule],
  })
  const named = { ...flag, rules: [], targets: [{ variant: 'on', values: ['ana', 'tom'] }] }
  expect(exposure(named).beside).toBe('2 named')
  expect(exposure(flag)).toEqual({
    state: 'partial',
    share: 0,
    words: 'off',
    beside: '1\u00a0rule',
  })
})
