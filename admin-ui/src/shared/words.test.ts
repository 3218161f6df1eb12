import { expect, it } from 'vitest'
import { counted, listed, milliseconds, percent } from './number-words.ts'
import { failureWords, fieldErrors, RequestFailed } from './request-failed.ts'
import { ago } from './time-words.ts'

it('writes numbers as a person reads them', () => {
  expect([0, 1, 25_000, 12_345, 100_000].map(percent)).toEqual([
    '0\u00a0%',
    '0.001\u00a0%',
    '25\u00a0%',
    '12.345\u00a0%',
    '100\u00a0%',
  ])
  expect([0.42, 38.4, 999, 1_240].map(milliseconds)).toEqual([
    '0.4\u00a0ms',
    '38\u00a0ms',
    '999\u00a0ms',
    '1.2\u00a0s',
  ])
  expect([counted(1, 'SDK'), counted(41_200, 'SDK')]).toEqual(['1\u00a0SDK', '41,200\u00a0SDKs'])
})

it('lists words', () => {
  expect([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map(listed)).toEqual([
    '',
    'a',
    'a and b',
    'a, b and c',
  ])
})

it('says how long ago something was', () => {
  const now = Date.parse('2026-03-01T12:00:00Z')
  const said = (instant: string) => ago(instant, now)
  expect(said('2026-03-01T11:59:30Z')).toBe('just now')
  expect(said('2026-03-01T11:57:59Z')).toBe('2 min ago')
  expect(said('2026-03-01T09:00:00Z')).toBe('3 h ago')
  expect(said('2026-02-20T12:00:00Z')).toBe('9 d ago')
  expect(said('2026-01-02T12:00:00Z')).toBe('2 Jan 2026')
})

it('says how soon something will be, never sooner than it is', () => {
  const now = Date.parse('2026-03-01T12:00:00Z')
  const said = (seconds: number) => ago(new Date(now + seconds * 1_000).toISOString(), now)
  expect(said(30)).toBe('just now')
  expect(said(61)).toBe('in 2 min')
  expect(said(3_600)).toBe('in 60 min')
  expect(said(3_601)).toBe('in 2 h')
  expect(said(24 * 3_600)).toBe('in 24 h')
  expect(said(7 * 24 * 3_600)).toBe('in 7 d')
  expect(said(90 * 24 * 3_600)).toBe('30 May 2026')
})

it('says a field once, when the sentence of the server is that field', () => {
  const failure = new RequestFailed({
    status: 400,
    code: 'invalid_request',
    detail: 'variants: must be an object',
    errors: [
      { path: 'variants', message: 'must be an object' },
      { path: 'key', message: 'is taken' },
    ],
  })
  expect(failureWords(failure)).toBe('variants must be an object; key is taken')
})

it('says what was wrong with a request, field by field', () => {
  const failure = new RequestFailed({
    status: 400,
    code: 'invalid_request',
    detail: 'the request is not valid',
    errors: [{ path: 'key', message: 'is taken' }],
  })
  expect(failureWords(failure)).toBe('the request is not valid: key is taken')
  expect(fieldErrors(failure)).toEqual({ key: 'is taken' })
  expect(failureWords(new Error('no'))).toBe('no')
  expect(failureWords('?')).toBe('Something went wrong.')
})
