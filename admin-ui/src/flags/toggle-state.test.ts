import fc from 'fast-check'
import { expect, it } from 'vitest'
import { over, SETTLED, step, type ToggleEvent, type ToggleState } from './toggle-state.ts'

const run = (...events: ToggleEvent[]) => events.reduce<ToggleState>(step, SETTLED)
const click = (confirm: boolean): ToggleEvent => ({ type: 'clicked', to: true, confirm })

it('saves at once where no confirmation is asked', () => {
  expect(run(click(false))).toEqual({ phase: 'saving', to: true })
})

it('asks first where it must, and sends nothing when cancelled', () => {
  expect(run(click(true))).toEqual({ phase: 'asking', to: true })
  expect(run(click(true), { type: 'cancelled' })).toEqual(SETTLED)
  expect(run(click(true), { type: 'confirmed' })).toEqual({ phase: 'saving', to: true })
})

it('is saved only when the server said so', () => {
  const saved: ToggleEvent = { type: 'saved', revision: 7, version: 3 }
  expect(run(click(false), saved)).toEqual({ phase: 'saved', to: true, revision: 7, version: 3 })
  expect(run(saved)).toEqual(SETTLED)
})

it('says no more of a change once the flag has changed again', () => {
  const saved = run(click(false), { type: 'saved', revision: 7, version: 3 })
  expect(over(saved, 3)).toEqual(saved)
  expect(over(saved, 4)).toEqual(SETTLED)
})

it('tells a conflict from a refusal, and takes a new click after either', () => {
  expect(run(click(false), { type: 'stale' }).phase).toBe('conflict')
  expect(run(click(false), { type: 'refused', why: 'no' })).toMatchObject({ why: 'no' })
  expect(run(click(false), { type: 'stale' }, click(false)).phase).toBe('saving')
})

it('never leaves saving but by an answer', () => {
  const event = fc.oneof(
    fc.record({ type: fc.constant('clicked' as const), to: fc.boolean(), confirm: fc.boolean() }),
    fc.constantFrom<ToggleEvent>(
      { type: 'confirmed' },
      { type: 'cancelled' },
      { type: 'dismissed' },
    ),
  )
  fc.assert(
    fc.property(fc.array(event), (events) => {
      const saving: ToggleState = { phase: 'saving', to: true }
      expect(events.reduce<ToggleState>(step, saving)).toEqual(saving)
    }),
  )
})
