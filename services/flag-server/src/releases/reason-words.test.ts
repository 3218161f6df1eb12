import { expect, it } from 'vitest'
import type { Decision, HoldReason, WaitReason } from './decision.ts'
import { decisionWords } from './reason-words.ts'
import { CANARY, MINUTE } from './testing/example-release.ts'

function wait(...reasons: WaitReason[]): string {
  return decisionWords({ do: 'wait', reasons }, CANARY)
}

function hold(...reasons: HoldReason[]): string {
  return decisionWords({ do: 'hold', reasons }, CANARY)
}

it('says what it waits for, with the numbers', () => {
  const bake = { code: 'bake-time', leftMs: 18 * MINUTE } as const
  const units = { code: 'minimum-units', missing: 1_204 } as const
  expect(wait(bake, units)).toBe(
    'Waiting: bake time, 18 min left, and 1,204 more treated users before it may widen.',
  )
  expect(wait(bake)).toBe('Waiting: bake time, 18 min left.')
  expect(wait(bake, units, { code: 'proof', guards: ['errors'], leftMs: 48 * MINUTE })).toBe(
    'Waiting: bake time, 18 min left; 1,204 more treated users; and at most 48 min for errors to prove it safe before it may widen.',
  )
  const both = { code: 'proof', guards: ['errors', 'slow'], leftMs: 48 * MINUTE } as const
  expect(wait(both)).toBe('Waiting: at most 48 min for errors and slow to prove it safe.')
  expect(wait({ code: 'approval', stage: 2, because: 'plan' })).toBe(
    'Waiting: a person has to approve 25 %.',
  )
  expect(wait({ code: 'approval', stage: 5, because: 'inconclusive' })).toBe(
    'Waiting: nothing was proven, so a person has to approve 100 %.',
  )
})

it('counts what the release counts', () => {
  const decision: Decision = { do: 'wait', reasons: [{ code: 'minimum-units', missing: 1 }] }
  expect(decisionWords(decision, CANARY, 'companies')).toBe('Waiting: 1 more treated companies.')
})

it('says why it rolled back, and what would have been enough', () => {
  const reason = {
    code: 'worse',
    guard: 'errors',
    logE: Math.log(412),
    logThreshold: Math.log(100),
  }
  expect(decisionWords({ do: 'roll-back', reason } as Decision, CANARY)).toBe(
    'Rolled back: errors is worse in the treatment, evidence 412 where 100 is enough.',
  )
})

it('says why it holds', () => {
  expect(hold({ code: 'silent-guard', guard: 'errors', silentMs: 11 * MINUTE })).toBe(
    'Holding: errors has not reported for 11 min.',
  )
  expect(hold({ code: 'share-mismatch', expected: 25_000, counted: 1_500 })).toBe(
    'Holding: 1.5 % are in the treatment instead of 25 %.',
  )
  const checks = [{ check: 'builds', passed: false, about: ['shop 0.9.0'] }] as const
  expect(hold({ code: 'flag-off' }, { code: 'preflight', checks })).toBe(
    'Holding: the flag is off, so nobody is in the treatment, and preflight fails: shop 0.9.0 does not know this flag.',
  )
})

it('says where it goes on to, and why', () => {
  const reason = { code: 'proven-safe' } as const
  expect(decisionWords({ do: 'advance', to: 4, reason }, CANARY)).toBe('On to 99 %: proven safe.')
  expect(decisionWords({ do: 'advance', to: 'completed', reason }, CANARY)).toBe(
    'Completed: proven safe.',
  )
})
