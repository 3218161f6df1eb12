import { describe, expect, it } from 'vitest'
import { ChangeRequestState } from './change-request-schemas.ts'
import { type RequestEvent, type Standing, transition } from './change-request-state.ts'

const EVENTS: readonly RequestEvent[] = [
  'approve',
  'reject',
  'withdraw',
  'schedule',
  'unschedule',
  'update',
  'apply',
  'find-stale',
  'fail',
]
const STATES = ChangeRequestState.options
const OVER = ['applied', 'rejected', 'withdrawn']
const BOTH = [false, true]
const STANDINGS: readonly Standing[] = BOTH.flatMap((isApproved) =>
  BOTH.flatMap((mayGoWithout) => BOTH.map((isTimed) => ({ isApproved, mayGoWithout, isTimed }))),
)

/** Every state that anything at all leads to from here. */
function reachable(from: ChangeRequestState): ReadonlySet<ChangeRequestState> {
  const reached = new Set<ChangeRequestState>([from])
  for (const state of reached) {
    for (const event of EVENTS) {
      for (const standing of STANDINGS) {
        const next = transition(state, event, standing)
        if ('state' in next) reached.add(next.state)
      }
    }
  }
  return reached
}

describe('a change request', () => {
  it('that is over stays so', () => {
    for (const state of STATES.filter((one) => OVER.includes(one))) {
      expect([...reachable(state)]).toEqual([state])
    }
  })

  it('can come from open to every state there is', () => {
    expect([...reachable('open')].sort()).toEqual([...STATES].sort())
  })

  it('is applied from open, approved or scheduled alone', () => {
    const from = STATES.filter((state) =>
      STANDINGS.every((standing) => {
        const next = transition(state, 'apply', standing)
        return 'state' in next && next.state === 'applied'
      }),
    )
    expect(from).toEqual(['open', 'approved', 'scheduled'])
    for (const state of STATES.filter((one) => !from.includes(one))) {
      for (const standing of STANDINGS) {
        expect(transition(state, 'apply', standing)).toHaveProperty('refused')
      }
    }
  })

  it('has a time only when somebody stands for it', () => {
    const timed = (isApproved: boolean, mayGoWithout: boolean) =>
      transition('open', 'schedule', { isApproved, mayGoWithout, isTimed: true })
    expect(timed(false, false)).toEqual({ state: 'open' })
    expect(timed(true, false)).toEqual({ state: 'scheduled' })
    expect(timed(false, true)).toEqual({ state: 'scheduled' })
    const untimed = { isApproved: true, mayGoWithout: true, isTimed: false }
    expect(transition('scheduled', 'unschedule', untimed)).toEqual({ state: 'approved' })
  })

  it('that is stale or failed goes on by being brought to the present, and in no other way', () => {
    const fresh = { isApproved: false, mayGoWithout: false, isTimed: false }
    for (const state of ['stale', 'failed'] as const) {
      expect(transition(state, 'update', fresh)).toEqual({ state: 'open' })
      for (const event of ['approve', 'schedule', 'apply'] as const) {
        for (const standing of STANDINGS) {
          expect(transition(state, event, standing)).toEqual({ refused: state })
        }
      }
    }
  })
})
