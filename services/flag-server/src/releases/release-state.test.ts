import { describe, expect, it } from 'vitest'
import { type Command, type Decided, type ReleaseState, transition } from './release-state.ts'

const STATES: readonly ReleaseState[] = [
  'draft',
  'running',
  'holding',
  'paused',
  'completed',
  'rolled_back',
  'aborted',
]
const COMMANDS: readonly Command[] = [
  'start',
  'pause',
  'resume',
  'advance',
  'complete',
  'rollback',
  'abort',
]
const DECIDED: readonly Decided[] = [
  'decided-to-advance',
  'decided-to-complete',
  'decided-to-hold',
  'decided-to-roll-back',
  'decided-to-wait',
]

describe('a release', () => {
  it('has an answer to everything in every state', () => {
    for (const state of STATES) {
      for (const event of [...COMMANDS, ...DECIDED]) {
        const next = transition(state, event)
        expect('refused' in next || STATES.includes(next.state)).toBe(true)
      }
    }
  })

  it('always obeys a rollback while anybody may be in the treatment, and after completion', () => {
    for (const state of ['running', 'holding', 'paused', 'completed'] as const) {
      expect(transition(state, 'rollback')).toEqual({
        state: 'rolled_back',
        effect: 'zero-and-lock',
      })
    }
  })

  it('can be rolled back twice without harm', () => {
    expect(transition('rolled_back', 'rollback')).toEqual({ state: 'rolled_back', effect: 'none' })
  })

  it('rolls itself back in every state that shows anybody the treatment', () => {
    for (const state of ['running', 'holding', 'paused'] as const) {
      expect(transition(state, 'decided-to-roll-back')).toMatchObject({ state: 'rolled_back' })
    }
  })

  it('begins a stage only while it runs, nobody paused it and no hold stands', () => {
    for (const state of STATES) {
      for (const event of [
        'advance',
        'complete',
        'decided-to-advance',
        'decided-to-complete',
      ] as const) {
        expect('refused' in transition(state, event)).toBe(state !== 'running')
      }
    }
    expect(transition('holding', 'advance')).toEqual({ refused: 'hold-stands' })
    expect(transition('paused', 'advance')).toEqual({ refused: 'is-paused' })
  })

  it('holds and goes on by decision, pauses and goes on by command', () => {
    expect(transition('running', 'decided-to-hold')).toMatchObject({ state: 'holding' })
    expect(transition('holding', 'decided-to-wait')).toMatchObject({ state: 'running' })
    expect(transition('holding', 'resume')).toMatchObject({ state: 'running' })
    expect(transition('running', 'pause')).toMatchObject({ state: 'paused' })
    expect(transition('paused', 'resume')).toMatchObject({ state: 'running' })
    expect(transition('paused', 'decided-to-wait')).toMatchObject({ state: 'paused' })
  })

  it('starts once', () => {
    expect(transition('draft', 'start')).toEqual({ state: 'running', effect: 'first-stage' })
    for (const state of STATES.slice(1)) {
      expect(transition(state, 'start')).toEqual({ refused: 'already-started' })
    }
  })

  it('stays ended, but for what completed and is rolled back', () => {
    for (const state of ['completed', 'rolled_back', 'aborted'] as const) {
      for (const event of [...COMMANDS, ...DECIDED]) {
        const next = transition(state, event)
        const after = 'refused' in next ? state : next.state
        expect(after).toBe(state === 'completed' && event === 'rollback' ? 'rolled_back' : state)
      }
    }
  })
})
