import { expect, it } from 'vitest'
import { preflight } from './preflight.ts'
import { ALL_IS_WELL } from './testing/example-release.ts'

it('lists every check, also those that passed', () => {
  const checks = preflight(ALL_IS_WELL)
  expect(checks.map(({ check }) => check)).toEqual([
    'control-variant',
    'guards-report',
    'builds',
    'only-release',
    'approval',
  ])
  expect(checks.every(({ passed }) => passed)).toBe(true)
})

it('names what a failed check is about', () => {
  const builds = [
    { name: 'shop 0.9.0', connections: 2, knowsFlag: false },
    { name: 'shop 1.0.0', connections: 9, knowsFlag: true },
    { name: 'gone 0.1.0', connections: 0, knowsFlag: false },
  ]
  const facts = { ...ALL_IS_WELL, silentGuards: ['errors'], builds, approved: false }
  expect(preflight(facts).filter(({ passed }) => !passed)).toEqual([
    { check: 'guards-report', passed: false, about: ['errors'] },
    { check: 'builds', passed: false, about: ['shop 0.9.0'] },
    { check: 'approval', passed: false, about: [] },
  ])
})
