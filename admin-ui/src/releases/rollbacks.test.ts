import { expect, it } from 'vitest'
import { nextRollbacks, type Rollback, rollbackHeadline } from './rollbacks.ts'

const PLACE = { project: 'shop', environment: 'production' }
const asked = (id: string) => ({ type: 'roll-back', id, ...PLACE, flag: 'new-checkout' }) as const

it('keeps what became of a rollback until it is dismissed', () => {
  let rollbacks: readonly Rollback[] = nextRollbacks([], asked('a'))
  expect(rollbacks.map(rollbackHeadline)).toEqual(['Rolling back'])
  const phase = { phase: 'rolled-back', revision: 7, control: 'off' } as const
  rollbacks = nextRollbacks(rollbacks, { type: 'became', id: 'a', phase })
  expect(rollbacks).toEqual([{ id: 'a', ...PLACE, flag: 'new-checkout', ...phase }])
  expect(nextRollbacks(rollbacks, { type: 'dismiss', id: 'a' })).toEqual([])
})

it('shows one strip a release, the newest first, and shouts when it did not work', () => {
  const failed = { phase: 'not-rolled-back', why: 'no answer' } as const
  let rollbacks = nextRollbacks(nextRollbacks([], asked('a')), asked('b'))
  rollbacks = nextRollbacks(rollbacks, { type: 'became', id: 'a', phase: failed })
  expect(rollbacks.map(rollbackHeadline)).toEqual(['Rolling back', 'NOT rolled back:'])
  rollbacks = nextRollbacks(rollbacks, asked('a'))
  expect(rollbacks.map(({ id, phase }) => [id, phase])).toEqual([
    ['a', 'rolling-back'],
    ['b', 'rolling-back'],
  ])
})
