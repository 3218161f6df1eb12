import { expect, it } from 'vitest'
import { aConfiguration, aFlag, shares } from '../words/example-flag.ts'
import { planOf } from './rollout.ts'

const wanted = (share: number) => ({ share, variant: undefined, on: false })

it('shares between on and off, and leaves the switch alone', () => {
  expect(planOf(aConfiguration({ on: false }), aFlag(), wanted(25_000))).toEqual({
    fallthrough: shares('on', 25, 'off', 75),
  })
  expect(planOf(aConfiguration({ on: false }), aFlag(), { ...wanted(25_000), on: true })).toEqual({
    on: true,
    fallthrough: shares('on', 25, 'off', 75),
  })
})

it('keeps salt and attribute, so that nobody who has it loses it', () => {
  const rollout = { salt: 's', bucketBy: 'company', shares: [{ variant: 'on', share: 100_000 }] }
  expect(planOf(aConfiguration({ fallthrough: { rollout } }), aFlag(), wanted(50_000))).toEqual({
    fallthrough: { rollout: { ...rollout, ...Object(shares('on', 50, 'off', 50)).rollout } },
  })
})

it('changes nothing that is so already, but for the switch', () => {
  const half = aConfiguration({ on: false, fallthrough: shares('off', 50, 'on', 50) })
  expect(planOf(half, aFlag(), wanted(50_000))).toBeNull()
  expect(planOf(half, aFlag(), { ...wanted(50_000), on: true })).toEqual({ on: true })
  expect(planOf(aConfiguration(), aFlag(), wanted(100_000))).toBeNull()
})

it('serves the rest what is served when off, and refuses what one number cannot say', () => {
  const colours = aFlag({ type: 'string', variants: { grey: '#888', blue: '#36f', red: '#f00' } })
  const grey = aConfiguration({ offVariant: 'grey', fallthrough: { variant: 'grey' } })
  expect(planOf(grey, colours, { ...wanted(10_000), variant: 'red' })).toEqual({
    fallthrough: shares('red', 10, 'grey', 90),
  })
  const refusal = (given: Partial<Parameters<typeof aConfiguration>[0]>, variant?: string) => () =>
    planOf({ ...grey, ...given }, colours, { ...wanted(10_000), variant })
  expect(refusal({})).toThrow('which one gets the percentage?')
  expect(refusal({}, 'grey')).toThrow('what the rest gets')
  expect(refusal({}, 'pink')).toThrow('has no variant "pink"')
  expect(refusal({ fallthrough: shares('blue', 50, 'grey', 50) }, 'red')).toThrow(
    '"blue" is served',
  )
  const one = aFlag({ type: 'string', variants: { grey: '#888' } })
  expect(() => planOf(grey, one, wanted(10_000))).toThrow('1 variants')
})
