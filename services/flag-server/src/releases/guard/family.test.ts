import fc from 'fast-check'
import { expect, it } from 'vitest'
import { familyVerdict } from './family.ts'

function verdictOf(...es: number[]) {
  return familyVerdict(new Map(es.map((e, at) => [`g${at}`, [Math.log(e)]])), 0.01)
}

it('lets one guard decide at m/α and names it', () => {
  expect(verdictOf(1, 410, 1, 1)).toMatchObject({ type: 'one', guard: 'g1' })
  expect(verdictOf(110)).toMatchObject({ type: 'one', guard: 'g0' })
  expect(verdictOf(99)).toBeUndefined()
})

it('lets all of them decide together at a mean of 1/α', () => {
  expect(verdictOf(250, 170, 1, 1)).toMatchObject({ type: 'together' })
  expect(verdictOf(200, 180, 1, 1)).toBeUndefined()
})

it('spends α once: whatever one guard proves, the mean proves too', () => {
  const logs = fc.array(fc.double({ min: -700, max: 700, noNaN: true }), { minLength: 1 })
  fc.assert(
    fc.property(logs, (all) => {
      const verdict = familyVerdict(new Map(all.map((log, at) => [`g${at}`, [log]])), 0.01)
      const largest = Math.max(...all)
      const mean =
        largest + Math.log(all.reduce((sum, log) => sum + Math.exp(log - largest), 0) / all.length)
      expect(verdict !== undefined).toBe(mean >= Math.log(100))
    }),
  )
})

it('does not add up what is from different bets', () => {
  const log = Math.log(150)
  const bets = new Map([
    ['a', [log, -9]],
    ['b', [-9, log]],
  ])
  expect(familyVerdict(bets, 0.01)).toBeUndefined()
  expect(familyVerdict(new Map([...bets, ['b', [log, -9]]]), 0.01)).toMatchObject({
    type: 'together',
  })
})

it('has no verdict without guards', () => {
  expect(verdictOf()).toBeUndefined()
})
