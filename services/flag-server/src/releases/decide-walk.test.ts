import fc from 'fast-check'
import { expect, it } from 'vitest'
import { decide } from './decide.ts'
import type { Decision } from './decision.ts'
import { recompute, recordDecision } from './evidence-record.ts'
import { decisionWords } from './reason-words.ts'
import { arbitraryEvidence, arbitraryRelease, arbitraryTime } from './testing/arbitrary-release.ts'
import { CANARY, countedOf, evidenceOf, MINUTE, releaseOf } from './testing/example-release.ts'

it('decides whatever it is given, in words without NaN, and a step at a time', () => {
  fc.assert(
    fc.property(arbitraryRelease, arbitraryEvidence, arbitraryTime, (one, counted, now) => {
      const decision = decide(one, counted, now)
      expect(decisionWords(decision, one.plan)).not.toMatch(/NaN|undefined|Infinity/)
      if ('reasons' in decision) expect(decision.reasons.length).toBeGreaterThan(0)
      if (decision.do !== 'advance') return
      expect(one.state).toBe('running')
      const { bakeMs, minimumUnits } = one.plan.stages[one.stage] ?? {
        bakeMs: Number.NaN,
        minimumUnits: 0,
      }
      expect(now - one.stageSince).toBeGreaterThanOrEqual(bakeMs)
      expect(counted.treatedInStage).toBeGreaterThanOrEqual(minimumUnits)
      const last = one.stage + 1 === one.plan.stages.length
      expect(decision.to).toBe(last ? 'completed' : one.stage + 1)
    }),
    { numRuns: 3_000 },
  )
})

it('advances a safe release exactly when time, units and reports suffice', () => {
  const stages = CANARY.stages.slice(0, 4)
  const times = fc.oneof(fc.nat(130 * MINUTE), fc.nat(400 * 24 * 60 * MINUTE))
  fc.assert(
    fc.property(
      fc.nat(3),
      times,
      fc.nat(2_000),
      fc.nat(20 * MINUTE),
      (at, elapsed, treated, silent) => {
        const stage = stages[at]
        if (!stage) return
        const one = releaseOf({ stage: at, stageSince: 1_000 })
        const now = 1_000 + elapsed
        const safe = { control: 1e6 - 10 * stage.share, treatment: 10 * stage.share }
        const counted = evidenceOf(one, now, safe, {
          treatedInStage: treated,
          guards: { errors: countedOf([safe], now - silent) },
        })
        const { bakeMs, minimumUnits } = stage
        const isReady = elapsed >= bakeMs && treated >= minimumUnits && silent <= 10 * MINUTE
        expect(decide(one, counted, now).do === 'advance').toBe(isReady)
      },
    ),
    { numRuns: 1_000 },
  )
})

it('comes to the same decision from its record, after a journey through JSON', () => {
  fc.assert(
    fc.property(arbitraryRelease, arbitraryEvidence, fc.nat(1e10), (one, counted, now) => {
      const record = recordDecision(throughJson(one), throughJson(counted), now)
      expect(recompute(throughJson(record)).isSame).toBe(true)
    }),
    { numRuns: 1_000 },
  )
})

it('notices a record whose decision does not follow from its evidence', () => {
  fc.assert(
    fc.property(arbitraryRelease, arbitraryEvidence, (one, counted) => {
      const record = recordDecision(one, counted, 0)
      const decision: Decision = { do: 'advance', to: 77, reason: { code: 'proven-safe' } }
      expect(recompute({ ...record, decision }).isSame).toBe(false)
    }),
  )
})

/** What a number that JSON does not have becomes there, it is from the start. */
function throughJson<T>(value: T): T {
  return JSON.parse(JSON.stringify(value))
}
