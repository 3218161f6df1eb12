import { expect, it } from 'vitest'
import { miscounts } from './settle-counts.ts'

const served = { steady: 10, hidden: 5 }
const calm = { faults: ['delay'], hasPages: false } as const

it('wants each evaluation counted once', () => {
  expect(miscounts(served, served, calm)).toEqual([])
  expect(miscounts(served, { steady: 11, hidden: 5 }, calm)).toEqual([
    'steady was served 10 times, and is counted 11 times',
  ])
  expect(miscounts(served, { steady: 10 }, calm)).toEqual([
    'hidden was served 5 times, and is counted 0 times',
  ])
})

it('allows loss where a database forgets or a process has no time, and never one too many', () => {
  for (const fault of ['restore-postgres', 'close-in-outage'] as const) {
    const lossy = { ...calm, faults: [fault] }
    expect(miscounts(served, { steady: 9 }, lossy)).toEqual([])
    expect(miscounts(served, { steady: 9, hidden: 6 }, lossy)).toHaveLength(1)
  }
})

it('knows of pages only what none of them asks', () => {
  const withPages = { ...calm, hasPages: true }
  expect(miscounts({ ...served, colour: 3 }, { steady: 99, hidden: 5 }, withPages)).toEqual([])
  expect(miscounts(served, { steady: 10, hidden: 4 }, withPages)).toHaveLength(1)
})
