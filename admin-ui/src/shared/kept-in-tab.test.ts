import { beforeEach, expect, it } from 'vitest'
import { readKill } from '../flags/kept-kills.ts'
import { readRollback } from '../releases/kept-rollbacks.ts'
import { forgetTab, keepInTab, readKept } from './kept-in-tab.ts'

beforeEach(() => {
  forgetTab()
  readKept('kills', readKill)
})

const place = { id: '1', project: 'shop', environment: 'production', flag: 'checkout' }
const killed = { ...place, phase: 'killed', revision: 8, version: 3, changed: true }
const rolledBack = { ...place, phase: 'rolled-back', revision: 8, control: 'off' }

it('reads what was kept as it was', () => {
  keepInTab('kills', [killed])
  keepInTab('rollbacks', [rolledBack])
  expect(readKept('kills', readKill)).toEqual([killed])
  expect(readKept('rollbacks', readRollback)).toEqual([rolledBack])
})

it('leaves nothing behind when there is nothing to keep', () => {
  keepInTab('kills', [killed])
  keepInTab('kills', [])
  expect(sessionStorage.length).toBe(0)
})

it.each(['', '{', 'null', '7', '{"phase":"killed"}'])('reads nothing from %j', (text) => {
  sessionStorage.setItem('kills', text)
  expect(readKept('kills', readKill)).toEqual([])
})

it.each([
  null,
  'killed',
  [killed],
  { ...killed, phase: 'toString' },
  { ...killed, phase: undefined },
  { ...killed, revision: '8' },
  { ...killed, version: 3.5 },
  { ...killed, changed: undefined },
  { ...killed, project: undefined },
  { ...killed, flag: { key: 'checkout' } },
])('passes over what is no kill and reads on: %j', (broken) => {
  keepInTab('kills', [broken, killed])
  expect(readKept('kills', readKill)).toEqual([killed])
})

it('passes over what is no rollback and reads on', () => {
  keepInTab('rollbacks', [killed, { ...rolledBack, control: null }, rolledBack])
  expect(readKept('rollbacks', readRollback)).toEqual([rolledBack])
})

it('claims nothing of what a reload cut off, and offers it again', () => {
  const undoing = { ...place, phase: 'undoing', revision: 8, version: 3 }
  const under = [{ ...place, phase: 'killing' }, undoing].map(readKill)
  expect(under).toEqual([
    { ...place, phase: 'not-killed', why: expect.stringContaining('before the answer') },
    killed,
  ])
  expect(readRollback({ ...place, phase: 'rolling-back' })).toMatchObject({
    phase: 'not-rolled-back',
  })
})

it('keeps nothing more from signing out until somebody is there again', () => {
  keepInTab('kills', [killed])
  forgetTab()
  // An answer that came while the screen was being left.
  keepInTab('kills', [killed])
  expect(sessionStorage.length).toBe(0)
  readKept('kills', readKill)
  keepInTab('kills', [killed])
  expect(sessionStorage.length).toBe(1)
})
