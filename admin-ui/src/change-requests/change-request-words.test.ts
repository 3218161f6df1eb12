import { expect, it } from 'vitest'
import { nextWords, policyWords, standing, suggestedTitle } from './change-request-words.ts'
import { aRequest } from './example-request.ts'

const person = (name: string) => ({ type: 'user' as const, id: name, name })

it('says of every state how it stands', () => {
  const stands = (request: Parameters<typeof aRequest>[0]) => standing(aRequest(request)).words
  expect(stands({ state: 'open', approvalRequired: true })).toBe(
    'It waits for the approval of a second person',
  )
  expect(stands({ state: 'open', approvalRequired: false })).toBe(
    'No approval is needed: it can be applied',
  )
  expect(stands({ state: 'approved', approvedBy: [person('Tom'), person('Bea')] })).toBe(
    'Approved by Tom and Bea. It can be applied',
  )
  expect(stands({ state: 'applied', approvedBy: [person('Tom')] })).toBe('Applied, approved by Tom')
})

it('says when a scheduled change is made', () => {
  const applyAt = '2026-11-24T09:00:00.000Z'
  expect(standing(aRequest({ state: 'scheduled', applyAt }))).toEqual({
    words: 'It applies by itself',
    at: applyAt,
  })
  expect(standing(aRequest({ state: 'applied', applyAt })).at).toBeNull()
  expect(nextWords(aRequest({ state: 'scheduled', applyAt }))).toEqual({
    words: 'applies by itself',
    at: applyAt,
  })
  expect(nextWords(aRequest({ state: 'open', applyAt }))).toEqual({
    words: 'to be applied',
    at: applyAt,
  })
  expect(nextWords(aRequest({ state: 'open', applyAt: null }))).toBeNull()
})

it('tells why rather than when', () => {
  const why = 'The flag was archived.'
  const applyAt = '2026-11-24T09:00:00.000Z'
  expect(nextWords(aRequest({ state: 'failed', why, applyAt }))).toEqual({ words: why, at: null })
})

it('calls a request by what it changes first', () => {
  const state = { what: 'State', before: 'off', after: 'on' }
  const off = { what: 'When off', before: 'off', after: 'on' }
  expect(suggestedTitle('new-checkout', [state])).toBe('new-checkout, state: off → on')
  expect(suggestedTitle('new-checkout', [state, off])).toBe(
    'new-checkout, state: off → on, and 1 more',
  )
  expect(suggestedTitle('new-checkout', [])).toBe('new-checkout')
})

it('keeps a title short, whatever changed', () => {
  const long = { what: 'Individually on', before: null, after: 'a'.repeat(500) }
  expect(suggestedTitle('f', [long, long]).length).toBeLessThanOrEqual(120)
})

it('says what an environment asks for', () => {
  expect(policyWords({ commentRequired: false, approval: 'none' })).toBe(
    'A change asks for nothing.',
  )
  expect(policyWords({ commentRequired: true, approval: 'none' })).toBe(
    'A change asks for a comment.',
  )
  expect(policyWords({ commentRequired: true, approval: 'exposure' })).toBe(
    'A change asks for a second person where it raises exposure and a comment.',
  )
})
