import fc from 'fast-check'
import { expect, it } from 'vitest'
import { FAULTS } from './faults.ts'
import { LONG_OUTAGE_MS, makeSchedule } from './make-schedule.ts'

const seed = fc.nat({ max: 1_000_000_000 })

const faultsOf = (of: number) =>
  makeSchedule(of).steps.flatMap((step) => (step.do === 'fault' ? [step.fault] : []))

it('makes the same schedule of the same seed, and others of others', () => {
  fc.assert(
    fc.property(seed, (one) => {
      expect(makeSchedule(one)).toEqual(makeSchedule(one))
      expect(makeSchedule(one)).not.toEqual(makeSchedule(one + 1))
    }),
  )
})

it('lets every fault happen three times at least in any twelve seeds that follow each other', () => {
  fc.assert(
    fc.property(seed, (first) => {
      const all = Array.from({ length: 12 }, (_, n) => faultsOf(first + n)).flat()
      for (const fault of FAULTS) {
        expect(all.filter((one) => one === fault).length).toBeGreaterThanOrEqual(3)
      }
    }),
  )
})

it('has pages in every third schedule', () => {
  const schedules = Array.from({ length: 120 }, (_, n) => makeSchedule(n))
  expect(schedules.filter(({ hasPages }) => hasPages)).toHaveLength(40)
})

it('has Postgres away for ten seconds, and for less, in any twelve seeds that follow each other', () => {
  fc.assert(
    fc.property(seed, (first) => {
      const schedules = Array.from({ length: 12 }, (_, n) => makeSchedule(first + n))
      const outages = schedules.flatMap(({ steps }) =>
        steps.flatMap((step) =>
          step.do === 'fault' && step.fault === 'stop-postgres' ? [step.blow.forMs] : [],
        ),
      )
      expect(outages).toContain(LONG_OUTAGE_MS)
      expect(outages.some((forMs) => forMs < 5_000)).toBe(true)
    }),
  )
})

it('restores only what was copied before', () => {
  fc.assert(
    fc.property(seed, (one) => {
      const { steps } = makeSchedule(one)
      const restored = steps.findIndex(
        (step) => step.do === 'fault' && step.fault === 'restore-postgres',
      )
      const copied = steps.findIndex((step) => step.do === 'copy-postgres')
      expect(copied >= 0).toBe(restored >= 0)
      expect(copied).toBeLessThanOrEqual(restored)
    }),
  )
})
