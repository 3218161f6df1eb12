import { expect, it } from 'vitest'
import { aRequest } from './example-request.ts'
import { offeredActs, sentBy } from './request-acts.ts'

const ALLOWED = aRequest().may
const AUTHOR = { ...ALLOWED, approve: 'nobody approves their own', reject: 'withdraw it' }
const acts = (...args: Parameters<typeof aRequest>) =>
  offeredActs(aRequest(...args)).map(({ act }) => act)

it('offers to approve what waits for approval, and to apply what does not', () => {
  expect(acts({ state: 'open', approvalRequired: true })).toEqual(['reject', 'approve'])
  expect(acts({ state: 'open', approvalRequired: false, may: AUTHOR })).toEqual([
    'withdraw',
    'schedule',
    'apply',
  ])
  expect(acts({ state: 'approved' }).at(-1)).toBe('apply')
})

it('offers nothing about what is over', () => {
  for (const state of ['applied', 'rejected', 'withdrawn'] as const) {
    expect(acts({ state })).toEqual([])
  }
})

it('shows the author in a sentence why they cannot approve, and lets them withdraw', () => {
  expect(offeredActs(aRequest({ may: AUTHOR }))).toEqual([
    { act: 'withdraw', why: null, primary: false },
    { act: 'approve', why: 'Nobody approves their own.', primary: true },
  ])
})

it('urges nothing on what comes by itself', () => {
  const offers = offeredActs(aRequest({ state: 'scheduled' }))
  expect(offers.some(({ primary }) => primary)).toBe(false)
})

it('has what moved on, or failed, brought up to date first', () => {
  for (const state of ['open', 'approved', 'scheduled', 'stale'] as const) {
    const moved = 'r812 changed the rules.'
    expect(acts({ state, moved, may: AUTHOR })).toEqual(['withdraw', 'update'])
  }
  expect(acts({ state: 'failed' })).toEqual(['reject', 'update'])
})

it('approves the edition and the time that were looked at, with what was typed', () => {
  const seen = { edition: 3, applyAt: '2027-03-01T08:00:00.000Z' }
  const untimed = { edition: 3, applyAt: null }
  expect(sentBy('approve', seen, 'fine')).toEqual({ act: 'approvals', ...seen, comment: 'fine' })
  expect(sentBy('approve', untimed, '')).toEqual({ act: 'approvals', ...untimed })
  expect(sentBy('apply', seen, 'not sent')).toEqual({ act: 'apply', edition: 3 })
  expect(sentBy('schedule', seen, '')).toBeNull()
})
